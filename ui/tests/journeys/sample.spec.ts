import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { type OwnDesk, PROGRAM, startDesk } from '../own-desk';
import { watchConsole } from './desk';

test.skip(!PROGRAM, 'needs the program');
// A server of its own signs in by its own link.
test.use({ storageState: { cookies: [], origins: [] } });

let desk: OwnDesk;

/** A desk of its own: the sample would be in the way of every other journey. */
test.beforeEach(async () => {
  desk = await startDesk();
});
test.afterEach(() => desk.end());

test('the sample is filled while one watches, opens on a full day, and one undo takes it back', async ({ page }) => {
  test.setTimeout(120_000);
  const quiet = watchConsole(page);
  await page.goto(desk.signIn);
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Onhand' })).toBeVisible();
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Filling your file' })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('navigation').getByText('Alder & Finch')).toBeVisible({ timeout: 60_000 });
  await expect(page).toHaveURL(/\/today$/);
  await expect(page.getByText('No heat since last night, baby at home').first()).toBeVisible();
  await expectAccessible(page);

  const found = async (): Promise<{ id: number }[]> => {
    const answer = await page.request.get(desk.at('/api/v1/customers?q=Lotus%20Kitchen'));
    return (await answer.json()).items;
  };
  const [lotus] = await found();
  await page.goto(desk.at(`/customers/${lotus?.id}`));
  await expect(page.getByRole('heading', { name: 'Lotus Kitchen' })).toBeVisible();
  await expect(page.getByText('Site visit with Lan and her brother Minh').first()).toBeVisible();
  await expectAccessible(page);

  await page.goto(desk.at('/settings/history'));
  const fill = page.getByRole('row').filter({ hasText: 'The sample business Alder & Finch' });
  await fill.getByRole('button', { name: 'Undo' }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Undo change' }).click();
  await expect(fill.getByText('Undone')).toBeVisible({ timeout: 60_000 });
  expect(await found()).toEqual([]);
  quiet();
});
