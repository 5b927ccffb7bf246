import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { SERVER, watchConsole } from './desk';

test.skip(!SERVER, 'needs a server');

for (const scheme of ['light', 'dark'] as const) {
  test(`the first start asks a few facts and opens the app, ${scheme}`, async ({ page }) => {
    const quiet = watchConsole(page);
    await page.emulateMedia({ colorScheme: scheme });
    // The server of the journeys has begun already; this window is told otherwise until the choice is made.
    let chosen = false;
    await page.route('**/api/v1/session', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), first_start: !chosen } });
    });
    page.on('request', (request) => {
      if (request.url().endsWith('/business/start')) chosen = true;
    });
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Onhand' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Start empty' }).click();
    await page.getByRole('button', { name: 'Start empty' }).click();
    await expect(page.getByText('Type the name of your business.')).toBeVisible();
    await page.getByLabel('Name of the business').fill('Alder & Finch');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Start empty' }).click();
    await expect(page).toHaveURL(/\/today$/);
    await expect(page.getByRole('navigation').getByText('Alder & Finch')).toBeVisible();
    quiet();
    // Questions under way when the page closes have nobody left to answer.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}
