import { expect, type Page } from '@playwright/test';
import { PROGRAM } from '../own-desk';
import { known, test } from '../sample-desk';

/** Comfortable and compact: every kind of row has the height that the design gives it, in both. */
test.skip(!PROGRAM, 'needs the program');
test.setTimeout(120_000);

type Density = 'comfortable' | 'compact';

interface Row {
  path: string;
  what: string;
  selector: string;
  comfortable: number;
  compact: number;
}

const ROWS: readonly Row[] = [
  {
    path: '/today',
    what: 'row of Today',
    selector: 'main [role="listitem"]:has(button)',
    comfortable: 56,
    compact: 44,
  },
  { path: '/tickets?view=all', what: 'ticket', selector: 'main [role="listitem"]', comfortable: 64, compact: 48 },
  { path: '/customers', what: 'customer', selector: 'main tbody tr', comfortable: 40, compact: 32 },
  { path: '/sales?layout=list', what: 'deal', selector: 'main tbody tr', comfortable: 48, compact: 36 },
  { path: '/settings/history', what: 'change', selector: 'main tbody tr', comfortable: 48, compact: 36 },
  { path: '/customers', what: 'header of a list', selector: 'main thead tr', comfortable: 32, compact: 28 },
  { path: '/customers', what: 'area', selector: 'nav a[href="/today"]', comfortable: 30, compact: 28 },
  { path: '/customers', what: 'view', selector: 'nav [class*="views"] a', comfortable: 28, compact: 26 },
];

/** By the menu that people use. */
async function choose(page: Page, density: Density): Promise<void> {
  await page.getByRole('button', { name: 'You: Maren Alder' }).click();
  await page.getByRole('menuitemradio', { name: density === 'compact' ? 'Compact' : 'Comfortable' }).click();
  await page.keyboard.press('Escape');
}

for (const density of ['comfortable', 'compact'] as const) {
  test(`${density}: every list`, async ({ page, desk }) => {
    await page.goto(desk.signIn);
    await page.goto('/today');
    await choose(page, density);
    const heights: Record<string, number> = {};
    for (const { path, what, selector } of ROWS) {
      await page.goto(path);
      const box = await page.locator(selector).first().boundingBox();
      heights[what] = Math.round(box?.height ?? 0);
      await page.screenshot({ path: `test-results/density-${what.replaceAll(' ', '-')}-${density}.png` });
    }
    expect(heights).toEqual(Object.fromEntries(ROWS.map((row) => [row.what, row[density]])));
    await page.goto(`/customers/${(await known(page)).customer}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.screenshot({ path: `test-results/density-customer-${density}.png` });
  });
}
