import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { fakeBackend } from './backend';

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test('the frame stands and is free of axe findings', async ({ page }) => {
      await fakeBackend(page);
      await page.goto('/');
      await expect(page).toHaveURL(/\/today$/);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.screenshot({ path: `test-results/frame-${scheme}.png` });
      await expectAccessible(page);
    });

    test('the palette and the shortcuts open by key and close by Esc', async ({ page }) => {
      await fakeBackend(page);
      await page.goto('/tickets');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('go');
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.screenshot({ path: `test-results/palette-${scheme}.png` });
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('combobox')).toBeHidden();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await page.screenshot({ path: `test-results/shortcuts-${scheme}.png` });
      await expectAccessible(page);
    });
  });
}

test('g and a letter go to an area', async ({ page }) => {
  await fakeBackend(page);
  await page.goto('/today');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/\/customers$/);
});

test('texts come from the locale files', async ({ page }) => {
  await fakeBackend(page);
  await page.goto('/today?locale=en-XA');
  await expect(page.getByRole('link', { name: /\[Ţóðáý~+\]/ })).toBeVisible();
  await page.screenshot({ path: 'test-results/frame-pseudo.png' });
});
