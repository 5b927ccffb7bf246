import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { expectReachable } from '../reachable';
import { api, SERVER, startEmpty, watchConsole } from './desk';

/** Small windows: nothing is out of reach, and every view is behind the navigation. */
test.skip(!SERVER, 'needs a running server');
test.setTimeout(120_000);
test.beforeEach(({ page }) => startEmpty(page));

interface Made {
  id: number;
}

const LONG = 'Kestrel Court Residents’ Association of the Lower Harbourside and Wapping Wharf (Management) Limited 😀 ';

/** A record of each kind, with a name that does not fit. */
async function records(page: Page): Promise<string[]> {
  const name = `${LONG}ليلى حداد `.repeat(2).slice(0, 190);
  const customer = await api<Made>(page, 'POST', '/customers', { name, kind: 'organisation', tags: ['Gold', 'Late'] });
  const customer_id = customer.id;
  const ticket = await api<Made>(page, 'POST', '/tickets', { subject: name, customer_id, body: 'Cold.' });
  const deal = await api<Made>(page, 'POST', '/deals', { title: name, customer_id });
  const article = await api<Made>(page, 'POST', '/articles', { title: name, body: '## Before\n\nTurn it.' });
  return [
    `/customers/${customer_id}`,
    `/tickets/${ticket.id}`,
    `/sales/deals/${deal.id}`,
    `/knowledge/articles/${article.id}`,
    `/knowledge/articles/${article.id}/edit`,
  ];
}

const ROOMS = [
  '/today',
  '/tickets?view=all',
  '/customers',
  '/sales',
  '/sales?layout=list',
  '/knowledge',
  '/workflows',
  '/workflows/new',
  '/workflows/runs',
  '/settings/business',
  '/settings/people',
  '/settings/tickets',
  '/settings/display',
  '/settings/import',
  '/settings/data',
  '/settings/outgoing',
  '/settings/trash',
  '/settings/history',
  '/background',
];

for (const [width, height] of [
  [900, 600],
  [1024, 700],
] as const) {
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('every control of every room can be reached', async ({ page }) => {
      const quiet = watchConsole(page);
      for (const path of [...ROOMS, ...(await records(page))]) {
        await test.step(path, async () => {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
          await expectReachable(page.locator('body'));
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(beyond, 'the page scrolls sideways').toBeLessThanOrEqual(0);
        });
      }
      quiet();
    });
  });
}

test.describe('900 × 600', () => {
  test.use({ viewport: { width: 900, height: 600 } });

  test('views, settings and categories are behind the navigation, the context behind P', async ({ page }) => {
    const quiet = watchConsole(page);
    const name = `Heat pumps ${Date.now().toString(36)}`;
    await api(page, 'POST', '/article-categories', { name });
    await page.goto('/settings/business');
    const navigation = page.getByRole('navigation', { name: 'Main' });
    await expect(navigation.getByRole('link', { name: 'People and teams' })).toBeHidden();
    await page.getByRole('button', { name: 'Expand navigation' }).click();
    await expectReachable(navigation);
    await page.mouse.move(600, 400);
    await expectAccessible(page);
    await navigation.getByRole('link', { name: 'People and teams' }).click();
    await expect(page).toHaveURL(/settings\/people/);
    await expect(navigation.getByRole('link', { name: 'History' })).toBeHidden();

    await page.goto('/knowledge');
    await expect(page.getByRole('heading', { level: 1, name: 'Knowledge' })).toBeVisible();
    await page.keyboard.press('[');
    await expect(navigation.getByRole('link', { name })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(navigation.getByRole('link', { name })).toBeHidden();
    await page.keyboard.press('[');
    await navigation.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

    const [customer] = await records(page);
    await page.goto(customer ?? '');
    await expect(page.getByRole('button', { name: 'Show or hide context' })).toBeVisible();
    await page.keyboard.press('p');
    const context = page.getByRole('complementary', { name: 'Context' });
    await expect(context.getByRole('region', { name: 'Follow-ups' })).toBeVisible();
    await expectReachable(context);
    await page.keyboard.press('Escape');
    await expect(context).toBeHidden();
    quiet();
  });

  test('dialogs fit, and what does not scrolls', async ({ page }) => {
    const quiet = watchConsole(page);
    const [customer = '', , deal = ''] = await records(page);
    const dialog = page.getByRole('dialog');
    for (const path of ['/tickets/new', '/customers?new=true', '/sales?new=true']) {
      await page.goto(path);
      await expect(dialog).toBeVisible();
      await expectReachable(dialog);
    }
    await page.goto(customer);
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    await expect(dialog).toBeVisible();
    await expectReachable(dialog);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit customer' }).click();
    await expect(dialog.getByLabel('Town')).toBeVisible();
    await expectReachable(dialog);
    await page.goto(deal);
    await page.getByRole('button', { name: 'As it was: Added' }).click();
    await expect(dialog).toBeVisible();
    await expectReachable(dialog);
    quiet();
  });
});
