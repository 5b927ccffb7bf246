import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { DATA_STATUS, fakeBackend, NOW } from './backend';

const job = (id: number, title: string, status: string, extra: object = {}) => ({
  id,
  kind: 'import',
  title,
  status,
  done: 41_200,
  total: 200_000,
  rate_per_s: 5210.4,
  left_s: 30.5,
  message: null,
  change_id: null,
  started_ms: NOW.getTime() - 120_000,
  finished_ms: null,
  result: null,
  ...extra,
});

const JOBS = {
  items: [
    job(3, 'Importing contacts from customers-march-final-version-2.csv', 'running'),
    job(2, 'Backup to /media/usb', 'done', { done: 12, total: 12, finished_ms: NOW.getTime() - 3_600_000 }),
    job(1, 'Checking the data', 'failed', { message: 'The disk is full.', finished_ms: NOW.getTime() - 90_000_000 }),
  ],
  next: null,
};

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test('long work shows progress, rate and time left', async ({ page }) => {
      await fakeBackend(page, { '/jobs': JOBS });
      await page.goto('/background');
      await expect(page.getByText('41,200 of 200,000 · 5,210 per second · 0:31 left')).toBeVisible();
      await page.screenshot({ path: `test-results/background-${scheme}.png` });
      await expectAccessible(page);
    });
  });
}

test('a write shows what happened, and Ctrl+Z takes it back', async ({ page }) => {
  const undone: unknown[] = [];
  await fakeBackend(page, {
    '/jobs': JOBS,
    '/jobs/3/cancel': JOBS.items[0],
    '/undo': { change_id: 8, undone_change_id: 7, events: 1, conflicts: [] },
  });
  page.on('request', (request) => {
    if (request.url().endsWith('/undo')) undone.push(request.postDataJSON());
  });
  await page.goto('/background');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('status').getByText('Stopped')).toBeVisible();
  await page.screenshot({ path: 'test-results/toast.png' });
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Undone')).toBeVisible();
  expect(undone).toEqual([{ change_id: 7 }]);
  await expect(page.getByRole('button', { name: 'Redo' })).toBeVisible();
});

test('a check that found problems is said wherever the file is spoken of, and leads to what it found', async ({
  page,
}) => {
  const found = '2 problems were found. The first: Page 213 of the file, in the table customers, is damaged.';
  const check = job(4, 'Weekly check of the file', 'failed', { kind: 'check', message: found, total: 0 });
  await fakeBackend(page, {
    '/jobs': { items: [check], next: null },
    '/status': { ...DATA_STATUS, last_check_problem: found },
  });
  await page.goto('/background');
  const line = page.getByRole('contentinfo').getByRole('link');
  await expect(line).toHaveText(/The check of your file found problems/);
  await expect(page.getByRole('link', { name: 'Look and decide' })).toHaveAttribute('href', '/settings/data');
  await expectAccessible(page);
  await line.click();
  await expect(page.getByText('Problems found')).toBeVisible();
  await expect(page.getByText(found)).toBeVisible();
  await page.screenshot({ path: 'test-results/check-failed.png' });
  await expectAccessible(page);
});
