import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { api, SERVER, startEmpty, tellAbout, watchConsole } from './desk';

test.skip(!SERVER, 'needs a running server');
test.setTimeout(90_000);
test.beforeEach(({ page }) => startEmpty(page));

test('a message is kept from going out, and goes out after all', async ({ page }) => {
  const quiet = watchConsole(page);
  const word = `outbox${Date.now().toString(36)}`;
  await tellAbout(page, word);
  await page.goto('/settings/outgoing');
  const outgoing = page.getByRole('region', { name: 'Outgoing' });
  await expect(outgoing).toBeVisible();
  await api(page, 'POST', '/tickets', { subject: `Leak under the sink ${word}` });
  const row = outgoing.getByRole('listitem').filter({ hasText: word });
  await expect(row).toContainText('Waiting');
  await row.getByRole('button', { name: /^Do not send/ }).click();
  await expect(row).toContainText('Not sent');
  await expectAccessible(page);
  await page.getByRole('status').filter({ hasText: 'will not be sent' }).getByRole('button', { name: /^Undo/ }).click();
  await expect(row).toContainText('Sent', { timeout: 15_000 });
  await expect(row.getByRole('button')).toHaveCount(0);
  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: `Leak under the sink ${word}` })).toBeVisible();
  await page.goto('/settings/outgoing');
  const followers = page.getByRole('region', { name: 'Behind the screens' });
  await expect(followers.getByRole('listitem').filter({ hasText: 'Workflows' })).toContainText('Up to date');
  await expect(followers.getByRole('listitem').filter({ hasText: 'Search' })).toContainText(/Has read all/);
  quiet();
});
