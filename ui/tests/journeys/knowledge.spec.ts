import { expect, test } from '@playwright/test';
import { expectAccessible, turn } from '../accessible';
import { api, SERVER, startEmpty, watchConsole } from './desk';

test.skip(!SERVER, 'needs a server');
// A journey is many steps, each with its look for accessibility; busy computers need the time.
test.setTimeout(90_000);

test.beforeEach(async ({ page }) => startEmpty(page));

test('an article is written, previewed, published, found and taken back', async ({ page }) => {
  const quiet = watchConsole(page);
  const word = `ventil${Date.now().toString(36)}`;
  await page.goto('/knowledge/new');
  await page.getByRole('textbox', { name: 'Title' }).fill(`Topping up the ${word}`);
  await page.getByRole('textbox', { name: 'Text' }).fill(`## Before you call\n\nTurn the ${word} **slowly**.`);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Text' })).toHaveValue(/slowly/);
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('heading', { name: 'Before you call' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: /^Save/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Topping up the ${word}` })).toBeVisible();
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'published' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish' })).toHaveCount(0);
  await expectAccessible(page);

  await page.goto('/knowledge');
  await expect(page.getByRole('heading', { level: 1, name: 'Knowledge' })).toBeVisible();
  await page.keyboard.press('f');
  await page.keyboard.type(`slowly ${word}`);
  const answers = page.getByRole('list', { name: 'Answers' }).getByRole('listitem');
  await expect(answers.first().locator('mark').first()).toBeVisible();
  await turn(page, 'dark');
  await expectAccessible(page);
  await answers.first().click();
  await answers.first().click();
  await expect(page.getByRole('heading', { level: 1, name: `Topping up the ${word}` })).toBeVisible();

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByText('Archived', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Published', { exact: true }).first()).toBeVisible();
  quiet();
});

test('categories form a tree with counts', async ({ page }) => {
  const name = `Boilers ${Date.now().toString(36)}`;
  await page.goto('/knowledge');
  await page.getByRole('button', { name: 'Categories' }).click();
  const dialog = page.getByRole('dialog', { name: 'Categories' });
  await dialog.getByLabel('New category').fill(name);
  await dialog.getByRole('button', { name: 'Add category' }).click();
  await expect(dialog.getByRole('button', { name: `Delete ${name}` })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No articles here' })).toBeVisible();
  await expectAccessible(page);
  const { items } = await api<{ items: { id: number; name: string }[] }>(page, 'GET', '/article-categories');
  const id = items.find((category) => category.name === name)?.id;
  await api(page, 'POST', '/articles', { title: `In ${name}`, body: 'x', category_id: id });
  await expect(page.getByRole('link', { name: `${name} 1` })).toBeVisible();
});
