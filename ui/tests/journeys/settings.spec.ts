import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible, turn } from '../accessible';
import { api, SERVER, startEmpty, watchConsole } from './desk';

test.skip(!SERVER, 'needs a server');
// A journey is many steps, each with its look for accessibility; busy computers need the time.
test.setTimeout(90_000);

test.beforeEach(async ({ page }) => startEmpty(page));

const CSV = `Name,E-mail,Town
Zofia Wiśniewska,zofia@example.org,Bristol
محمد العمري,m@example.org,Bath
,,
`;

test('contacts are rehearsed, imported and taken back', async ({ page }) => {
  const quiet = watchConsole(page);
  const mark = Date.now().toString(36);
  await page.goto('/settings/import');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.setInputFiles('input[type=file]', {
    name: 'everything.csv',
    mimeType: 'text/csv',
    buffer: Buffer.alloc(26 * 1024 * 1024, 'a'),
  });
  await expect(page.getByRole('alert')).toContainText('everything.csv is larger than 25 MB');
  await page.setInputFiles('input[type=file]', {
    name: `customers-${mark}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(CSV.replaceAll('@example', `-${mark}@example`)),
  });
  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Rows that cannot be used' })).toBeVisible();
  // The same rows under the name of the system they come from; what is known of a name decides what is new.
  const source = page.getByRole('textbox', { name: 'Name of the source' });
  await expect(source).toHaveAttribute('placeholder', `customers-${mark}.csv`);
  await source.fill(`Old system ${mark}`);
  await page.getByRole('button', { name: 'Check again' }).first().click();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Import \d+ rows?$/ }).click();
  await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText(`Remembered as “Old system ${mark}”.`)).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all of them' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`customers-${mark}.csv.rejects.csv`);
  const rejected = await readFile(await file.path(), 'utf8');
  expect(rejected).toMatch(/^row,why,Name,E-mail,Town\n4,.+,,,\n$/);
  await page.getByRole('button', { name: 'Undo import' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Redo' })).toBeVisible();
  await expect(page.getByText('It was undone')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo import' })).toBeHidden();
  await page.goto('/settings/import');
  const earlier = page.getByRole('listitem').filter({ hasText: `Old system ${mark}` });
  await expect(earlier.getByRole('link', { name: 'Download all of them' })).toBeVisible();
  await expectAccessible(page);
  quiet();
});

test('people and teams are added, and a sign-in link is made', async ({ page }) => {
  const name = `Grzegorz Brzęczyszczykiewicz ${Date.now().toString(36)}`;
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Add person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add person' });
  await dialog.getByLabel('Name').fill(name);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Add person' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'added' })).toBeVisible();
  await page.getByRole('button', { name: `Sign-in link for ${name}` }).click();
  await page.getByRole('button', { name: 'Make link' }).click();
  await expect(page.getByText(/\/sign-in\?token=/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: `Sign-in link for ${name}` })).toBeFocused();

  await page.getByRole('button', { name: 'Add team' }).click();
  const team = page.getByRole('dialog', { name: 'Add team' });
  await team.getByLabel('Name').fill(`Engineers ${name}`);
  await team.getByRole('checkbox', { name }).check();
  await team.getByRole('button', { name: 'Add team' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: `Engineers ${name}` })).toContainText(name);
});

test('a backup is made and proved, and the file is checked', async ({ page }) => {
  const quiet = watchConsole(page);
  await page.goto('/settings/data');
  await page.getByRole('button', { name: 'Back up now' }).click();
  const backups = page.getByRole('region', { name: 'Backups' });
  await expect(backups.getByText('Done').first()).toBeVisible({ timeout: 15_000 });
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByRole('region', { name: 'Check' }).getByText('Everything agrees.').first()).toBeVisible({
    timeout: 15_000,
  });
  await turn(page, 'dark');
  await expectAccessible(page);
  quiet();
});

test('the window turns dark and compact', async ({ page }) => {
  await page.goto('/settings/display');
  await page.getByRole('button', { name: 'Dark' }).click();
  await page.getByRole('button', { name: 'Compact' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await expectAccessible(page);
});

test('what was deleted comes back from the trash, and history takes a change back', async ({ page }) => {
  const quiet = watchConsole(page);
  const title = `Bleeding a radiator ${Date.now().toString(36)}`;
  const { id } = await api<{ id: number }>(page, 'POST', '/articles', { title, body: 'Open the valve.' });
  await api(page, 'DELETE', `/articles/${id}`);
  await page.goto('/settings/trash');
  const row = page.getByRole('row').filter({ hasText: title });
  await row.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByRole('dialog', { name: 'Remove this for good' })).toContainText(title);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'restored' })).toBeVisible();
  await expect(row).toHaveCount(0);
  await expectAccessible(page);

  await page.goto('/settings/history');
  await page.getByRole('row').filter({ hasText: title }).first().getByRole('button', { name: 'Undo' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this change' });
  await expect(dialog.getByText('One step will be taken back.')).toBeVisible();
  await turn(page, 'dark');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Undo change' }).click();
  await expect(page.getByRole('status').getByText('Undone')).toBeVisible();
  quiet();
});
