import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { SERVER, startEmpty, watchConsole } from '../journeys/desk';

/** A desk on which nothing has happened yet; runs before the journeys that fill it. */
test.skip(!SERVER, 'needs a running server');
test.setTimeout(90_000);
test.beforeEach(({ page }) => startEmpty(page));

const ROOMS = [
  ['/today', 'Nothing needs you right now'],
  ['/tickets?view=all', 'No tickets yet'],
  ['/customers', 'Your customers will stand here'],
  ['/sales?layout=list', 'No open deals here'],
  ['/knowledge', 'No articles yet'],
  ['/workflows', 'No workflows yet'],
  ['/workflows/runs', 'No runs here'],
  ['/settings/trash', 'The trash is empty'],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('every empty room says what belongs there', async ({ page }) => {
      const quiet = watchConsole(page);
      for (const [path, title] of ROOMS) {
        await page.goto(path);
        await expect(page.getByRole('heading', { name: title })).toBeVisible();
        await expectAccessible(page);
      }
      quiet();
    });
  });
}
