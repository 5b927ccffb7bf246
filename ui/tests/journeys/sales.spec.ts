import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { api, SERVER, startEmpty, watchConsole } from './desk';

test.skip(!SERVER, 'needs a running server');
// A journey is many steps, each with its look for accessibility; busy computers need the time.
test.setTimeout(90_000);
test.beforeEach(({ page }) => startEmpty(page));

interface Pipeline {
  id: number;
  stages: { id: number; name: string }[];
}

const STAGES = [
  { name: 'New', probability_pct: 10, limit_days: 2 },
  { name: 'Site visit', probability_pct: 30, limit_days: 7 },
  { name: 'Won', kind: 'won' },
  { name: 'Lost', kind: 'lost' },
];

async function pipelineWith(page: Page, titles: readonly string[]): Promise<Pipeline> {
  const name = `Pipeline ${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  const pipeline = await api<Pipeline>(page, 'POST', '/pipelines', { name, stages: STAGES });
  for (const title of titles) {
    await api(page, 'POST', '/deals', { title, pipeline_id: pipeline.id, value_minor: 348_000 });
  }
  return pipeline;
}

const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const card = (page: Page, title: string) => page.getByRole('button', { name: title });

test('a deal moves by keyboard, is announced, and comes back with undo', async ({ page }) => {
  const expectQuiet = watchConsole(page);
  const pipeline = await pipelineWith(page, ['Boiler replacement', 'Flue and controls']);
  await page.goto(`/sales?pipeline=${pipeline.id}`);
  await expect(column(page, 'New').getByText('£6,960')).toBeVisible();
  await expectAccessible(page);

  await card(page, 'Boiler replacement').focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('Boiler replacement lifted from New')).toBeAttached();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Over Site visit')).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Boiler replacement stays in New')).toBeAttached();

  await card(page, 'Boiler replacement').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Over Site visit')).toBeAttached();
  await page.keyboard.press('Space');
  await expect(column(page, 'Site visit').getByText('Boiler replacement')).toBeVisible();
  await expect(page.getByText('Boiler replacement moved to Site visit')).toBeVisible();
  await expect(card(page, 'Boiler replacement')).toBeFocused();

  await page.keyboard.press('Control+z');
  await expect(column(page, 'New').getByText('Boiler replacement')).toBeVisible();
  expectQuiet();
});

test('a deal is dragged by mouse, without motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const pipeline = await pipelineWith(page, ['Heat pump']);
  await page.goto(`/sales?pipeline=${pipeline.id}`);
  const from = await card(page, 'Heat pump').boundingBox();
  const to = await column(page, 'Site visit').boundingBox();
  if (!from || !to) throw new Error('The board is not on screen.');
  await page.mouse.move(from.x + 40, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 40, { steps: 4 });
  await page.mouse.move(to.x + 80, to.y + 180, { steps: 12 });
  await page.mouse.up();
  await expect(column(page, 'Site visit').getByText('Heat pump')).toBeVisible();
});

test('a deal is made with D, changed, won and lost', async ({ page }) => {
  const pipeline = await pipelineWith(page, ['Cellar cooling']);
  await page.goto(`/sales?pipeline=${pipeline.id}`);
  await expect(card(page, 'Cellar cooling')).toBeVisible();
  await page.keyboard.press('d');
  const form = page.getByRole('dialog', { name: 'New deal' });
  await form.getByLabel('What is it about').fill('Zone valves');
  await form.getByLabel('Value in GBP').fill('1,240.50');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Add deal' }).click();
  await card(page, 'Zone valves').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Zone valves' })).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('e');
  const edit = page.getByRole('dialog', { name: 'Edit deal' });
  await edit.getByLabel('Value in GBP').fill('2000');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('£2,000').first()).toBeVisible();

  await page.getByRole('button', { name: 'Lost', exact: true }).click();
  const lost = page.getByRole('dialog', { name: 'Mark as lost' });
  await lost.getByRole('combobox', { name: 'Why it was lost' }).fill('Too expensive');
  await expectAccessible(page);
  await lost.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(page.getByText('Lost: Too expensive')).toBeVisible();
  await page.getByRole('button', { name: 'Won', exact: true }).click();
  await expect(page.getByText('Zone valves moved to Won')).toBeVisible();
});

test('stages are changed and the list shows the same deals', async ({ page }) => {
  const pipeline = await pipelineWith(page, ['Radiators', 'Back boiler']);
  await page.goto(`/sales?pipeline=${pipeline.id}`);
  await page.getByRole('button', { name: 'Other pipelines' }).click();
  await page.getByRole('menuitem', { name: 'Edit this pipeline' }).click();
  const editor = page.getByRole('dialog', { name: 'Edit this pipeline' });
  await editor.getByLabel('Name of stage 2').fill('Visit');
  await expectAccessible(page);
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(column(page, 'Visit')).toBeVisible();
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await expect(page.getByRole('cell', { name: 'Radiators' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Lost', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Nothing lost' })).toBeVisible();
  await expectAccessible(page);
});

test('a long column shows more on demand, its neighbours stay short, and the list has the rest', async ({ page }) => {
  const titles = Array.from({ length: 205 }, (_, i) => `Boiler ${i}`);
  const pipeline = await pipelineWith(page, titles);
  const cards = column(page, 'New').locator('[data-deal]');
  await page.goto(`/sales?pipeline=${pipeline.id}`);
  await expect(cards).toHaveCount(50);
  for (const shown of [100, 150, 200]) {
    await page.getByRole('button', { name: 'Show 50 more of New' }).click();
    await expect(cards).toHaveCount(shown);
  }
  await page.getByRole('button', { name: 'Show all 205 in the list, New' }).click();
  await expect(page.getByRole('table', { name: /^Deals of/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'No longer only New' }).click();
  await expect(page).not.toHaveURL(/column=/);
});

test.describe('dark', () => {
  test.use({ colorScheme: 'dark' });

  test('board and deal are free of axe findings', async ({ page }) => {
    const pipeline = await pipelineWith(page, ['مكيف جديد']);
    await page.goto(`/sales?pipeline=${pipeline.id}`);
    await expect(card(page, 'مكيف جديد')).toBeVisible();
    await expectAccessible(page);
    await card(page, 'مكيف جديد').click();
    await expect(page.getByRole('heading', { level: 1, name: 'مكيف جديد' })).toBeVisible();
    await expectAccessible(page);
  });
});
