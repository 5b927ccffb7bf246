import { expect, type Page } from '@playwright/test';
import { accessFaults, turn } from '../accessible';
import { PROGRAM } from '../own-desk';
import { type Known, known, test } from '../sample-desk';

/**
 * Every room light and dark, without a single finding of axe: full of the sample business, and when the server fails.
 * Rooms without anything in them are looked at in `fresh`; what opens in a room, by the journey of the room.
 */
test.skip(!PROGRAM, 'needs the program');
test.setTimeout(600_000);

const ROOMS: Readonly<Record<string, (ids: Known) => string[]>> = {
  work: ({ customer, ticket }) => [
    '/today',
    '/tickets?view=all',
    `/tickets/${ticket}`,
    '/customers',
    `/customers/${customer}`,
  ],
  'sales and knowledge': ({ deal, article }) => [
    '/sales',
    '/sales?layout=list',
    `/sales/deals/${deal}`,
    '/knowledge',
    '/knowledge?q=boiler',
    `/knowledge/articles/${article}`,
    `/knowledge/articles/${article}/edit`,
  ],
  workflows: ({ workflow }) => [
    '/workflows',
    `/workflows/${workflow}`,
    '/workflows/new',
    '/workflows/runs',
    '/background',
  ],
  settings: () =>
    ['business', 'people', 'tickets', 'display', 'import', 'data', 'outgoing', 'trash', 'history'].map(
      (section) => `/settings/${section}`,
    ),
};

/** What is wrong on screen, in the light and in the dark. */
async function look(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await turn(page, colorScheme);
    found.push(...(await accessFaults(page)).map((fault) => `${where}, ${colorScheme}: ${fault}`));
  }
  return found;
}

const heading = (page: Page) => page.getByRole('main').getByRole('heading').first();

for (const [rooms, paths] of Object.entries(ROOMS)) {
  test(`${rooms}: full`, async ({ page, desk }) => {
    await page.goto(desk.signIn);
    const found: string[] = [];
    for (const path of paths(await known(page))) {
      await page.goto(path, { waitUntil: 'networkidle' });
      await heading(page).waitFor();
      found.push(...(await look(page, path)));
    }
    expect(found).toEqual([]);
  });

  test(`${rooms}: the server fails`, async ({ page, desk }) => {
    await page.goto(desk.signIn);
    const ids = await known(page);
    await page.route(/\/api\/v1\/(?!session|status|live|jobs)/, (route) =>
      route.fulfill({ status: 500, json: { code: 'internal', message: 'Onhand could not do this.' } }),
    );
    const found: string[] = [];
    for (const path of paths(ids)) {
      await page.goto(path, { waitUntil: 'networkidle' });
      await heading(page).waitFor();
      found.push(...(await look(page, path)));
    }
    expect(found).toEqual([]);
  });
}
