import { expect, test } from '@playwright/test';
import { expectAccessible, turn } from '../accessible';
import { api, SERVER, startEmpty, watchConsole } from './desk';

test.skip(!SERVER, 'needs a server');
// A journey is many steps, each with its look for accessibility; busy computers need the time.
test.setTimeout(90_000);

test.beforeEach(async ({ page }) => startEmpty(page));

test('a rule is built, mended, switched on, runs, and shows why', async ({ page }) => {
  const quiet = watchConsole(page);
  const name = `Leaks are urgent ${Date.now().toString(36)}`;
  await page.goto('/workflows/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Add condition' }).click();
  await page.getByRole('combobox', { name: 'Comparison' }).click();
  await page.getByRole('option', { name: 'contains', exact: true }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('leak');
  await page.getByRole('button', { name: 'Add action' }).click();
  await page.getByRole('menuitem', { name: 'Add a tag' }).click();
  await page.keyboard.press('Control+Enter');

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Problems' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Switch on' })).toBeDisabled();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go to it' }).first().click();
  await expect(page.getByRole('combobox', { name: 'Tag' })).toBeFocused();
  await page.keyboard.type('Leak');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByText(/^Version \d+ is on$/)).toBeVisible();

  await api(page, 'POST', '/tickets', { subject: 'A leak under the boiler', body: 'Water everywhere' });
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'A leak under the boiler' });
  await expect(row.getByText('Completed')).toBeVisible({ timeout: 15_000 });
  await row.click();
  await expect(page.getByRole('heading', { name: 'Conditions, with the values they met' })).toBeVisible();
  await expect(page.getByText('was: A leak under the boiler')).toBeVisible();
  await turn(page, 'dark');
  await expectAccessible(page);

  await page.goto('/workflows');
  const line = page.getByRole('row').filter({ hasText: name });
  await line.getByRole('switch').click();
  await expect(page.getByRole('status').filter({ hasText: 'switched off' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Control+z');
  await expect(line.getByRole('switch')).toBeChecked();
  quiet();
});
