import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, turn } from '../accessible';
import { api, SERVER, startEmpty, tellAbout, watchConsole } from './desk';

test.skip(!SERVER, 'needs a running server');
// What leaves a workflow waits out the moment in which undo can still take it back.
test.setTimeout(90_000);
// One person has one bell.
test.describe.configure({ mode: 'serial' });
test.beforeEach(({ page }) => startEmpty(page));

const bell = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^Notifications/ });

test('a notification arrives, opens its record and is read; the rest are read at once', async ({ page }) => {
  const expectQuiet = watchConsole(page);
  const word = `bell${Date.now().toString(36)}`;
  await tellAbout(page, word);
  await page.goto('/today');
  for (const what of ['Server room too hot', 'هل يمكن تأجيل الموعد؟', '<b>Water</b> under the boiler 😀']) {
    await api(page, 'POST', '/tickets', { subject: `${what} ${word}` });
  }
  await expect(bell(page)).toHaveAccessibleName(/unread/, { timeout: 30_000 });
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  const panel = page.getByRole('dialog', { name: 'Notifications' });
  const rows = panel.getByRole('listitem').filter({ hasText: word });
  // The bell may ring for something else first; these wait out the moment for undo.
  await expect(rows).toHaveCount(3, { timeout: 40_000 });
  await expect(rows.first()).toContainText('<b>Water</b> under the boiler');
  await expectAccessible(page);

  await rows.first().hover();
  await rows
    .first()
    .getByRole('button', { name: /^Mark as read/ })
    .click();
  await expect(rows.first().getByRole('img', { name: 'Unread:' })).toHaveCount(0);
  await expect(rows.nth(1).getByRole('img', { name: 'Unread:' })).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await bell(page).click();
  // The bell may ring for something else first; these wait out the moment for undo.
  await expect(rows).toHaveCount(3, { timeout: 40_000 });
  await page.keyboard.press('Escape');
  await expect(bell(page)).toBeFocused();
  await bell(page).press('Enter');
  await panel.getByRole('button', { name: new RegExp(`^Unread: Server room too hot ${word}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Server room too hot ${word}` })).toBeVisible();
  await expect(panel).toBeHidden();

  await turn(page, 'dark');
  await bell(page).click();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(panel.getByRole('img', { name: 'Unread:' })).toHaveCount(0);
  await expect(bell(page)).toHaveAccessibleName('Notifications');
  expectQuiet();
});

test('reading in one window empties the bell of the other', async ({ page, context }) => {
  const word = `pair${Date.now().toString(36)}`;
  await tellAbout(page, word);
  await page.goto('/today');
  const other = await context.newPage();
  await other.goto('/today');
  await api(page, 'POST', '/tickets', { subject: `Boiler ${word}` });
  await expect(bell(other)).toHaveAccessibleName(/unread/, { timeout: 30_000 });
  await bell(page).click();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(bell(other)).toHaveAccessibleName('Notifications');
});
