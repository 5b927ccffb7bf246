import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { api, SERVER, startEmpty, watchConsole } from './desk';

test.skip(!SERVER, 'needs a server');
test.setTimeout(90_000);

test.beforeEach(async ({ page }) => startEmpty(page));

interface Named {
  id: number;
  name: string;
}

const mark = () => Date.now().toString(36);

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'What takes its place' }).click();
  await page.getByRole('option', { name, exact: true }).click();
}

test('a status goes with what takes its place, and one undo brings it back with its tickets', async ({ page }) => {
  const quiet = watchConsole(page);
  const name = `Parts ordered ${mark()}`;
  const depot = `At the depot ${mark()}`;
  const status = await api<Named>(page, 'POST', '/ticket-statuses', { name, category: 'on_hold' });
  const other = await api<Named>(page, 'POST', '/ticket-statuses', { name: depot, category: 'on_hold' });
  const ticket = await api<{ id: number }>(page, 'POST', '/tickets', { subject: name, status_id: status.id });
  const statusOf = async () => (await api<{ status_id: number }>(page, 'GET', `/tickets/${ticket.id}`)).status_id;

  await page.goto('/settings/tickets');
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  const dialog = page.getByRole('dialog', { name: `Delete “${name}”` });
  await expect(dialog).toContainText('In use by 1 ticket');
  const remove = dialog.getByRole('button', { name: 'Delete', exact: true });
  await expect(remove).toBeDisabled();
  await expectAccessible(page);
  await choose(page, depot);
  await remove.click();
  await expect(page.getByRole('status').filter({ hasText: `${name} deleted` })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: name })).toHaveCount(0);
  expect(await statusOf()).toBe(other.id);

  await page
    .getByRole('status')
    .filter({ hasText: `${name} deleted` })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible();
  expect(await statusOf()).toBe(status.id);
  quiet();
});

test('what a workflow refers to, and the last of its kind, stay and say why', async ({ page }) => {
  const quiet = watchConsole(page);
  const name = `Waiting for parts ${mark()}`;
  const status = await api<Named>(page, 'POST', '/ticket-statuses', { name, category: 'on_hold' });
  const workflow = `Chase ${name}`;
  await api(page, 'POST', '/workflows', {
    name: workflow,
    trigger: { type: 'event', kind: 'ticket.updated' },
    conditions: { combinator: 'and', rules: [{ field: 'status_id', operator: 'any_of', value: [status.id] }] },
    actions: [{ type: 'create_task', title: 'Chase' }],
  });
  await page.goto('/settings/tickets');
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  const dialog = page.getByRole('dialog', { name: `Delete “${name}”` });
  await expect(dialog.getByRole('alert')).toContainText('A workflow refers to it');
  await expect(dialog.getByRole('button', { name: 'Delete', exact: true })).toHaveCount(0);
  await expectAccessible(page);
  await dialog.getByRole('link', { name: workflow }).click();
  await expect(page).toHaveURL(/\/workflows\/\d+/);

  const statuses = await api<{ items: (Named & { category: string })[] }>(page, 'GET', '/ticket-statuses');
  const fresh = statuses.items.filter(({ category }) => category === 'new');
  expect(fresh, 'no other journey adds a status for new tickets').toHaveLength(1);
  await page.goto('/settings/tickets');
  await page.getByRole('button', { name: `Delete ${fresh[0]?.name}`, exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('This is the last status of its kind.');
  await page.keyboard.press('Escape');
  quiet();
});

test('a tag comes off everything, a team and a category leave their tickets behind', async ({ page }) => {
  const quiet = watchConsole(page);
  const word = mark();
  const team = await api<Named>(page, 'POST', '/teams', { name: `Depot ${word}` });
  const topic = await api<Named>(page, 'POST', '/article-categories', { name: `Boilers ${word}` });
  await api(page, 'POST', '/articles', { title: `F.28 ${word}`, body: 'Gas.', category_id: topic.id });
  const { id } = await api<{ id: number }>(page, 'POST', '/tickets', {
    subject: word,
    tags: [`roof ${word}`],
    team_id: team.id,
  });
  const ticket = () => api<{ tags: string[]; team_id: number | null }>(page, 'GET', `/tickets/${id}`);
  const remove = async (name: string, used: string) => {
    await page.getByRole('button', { name: `Delete ${name}` }).click();
    const dialog = page.getByRole('dialog', { name: `Delete “${name}”` });
    await expect(dialog).toContainText(used);
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: `${name} deleted` })).toBeVisible();
  };

  await page.goto('/settings/tickets');
  const find = page.getByRole('textbox', { name: 'Find a tag' });
  await expect(page.getByRole('heading', { name: 'Tags' })).toBeVisible();
  if (await find.isVisible()) await find.fill(word);
  await remove(`roof ${word}`, 'In use by 1 ticket');
  await page.goto('/settings/people');
  await remove(`Depot ${word}`, 'In use by 1 ticket');
  expect(await ticket()).toMatchObject({ tags: [], team_id: null });

  await page.goto('/knowledge');
  await page.getByRole('button', { name: 'Categories' }).click();
  await remove(`Boilers ${word}`, 'In use by 1 article');
  quiet();
});

test('a stage and a pipeline go, and their deals stand elsewhere', async ({ page }) => {
  const quiet = watchConsole(page);
  const word = mark();
  interface Pipeline extends Named {
    stages: (Named & { kind: string })[];
  }
  const plans = await api<Pipeline>(page, 'POST', '/pipelines', { name: `Plans ${word}` });
  const [first, second] = plans.stages;
  if (!first || !second) throw new Error('a new pipeline has its usual stages');
  const deal = await api<{ id: number }>(page, 'POST', '/deals', { title: `Heat pump ${word}`, stage_id: first.id });
  const place = () => api<{ stage_id: number; pipeline_id: number }>(page, 'GET', `/deals/${deal.id}`);

  await page.goto(`/sales?pipeline=${plans.id}`);
  await page.getByRole('button', { name: 'Other pipelines' }).click();
  await page.getByRole('menuitem', { name: 'Edit this pipeline' }).click();
  await page.getByRole('button', { name: 'Remove stage 1' }).click();
  const stage = page.getByRole('dialog', { name: `Delete “${first.name}”` });
  await expect(stage).toContainText('In use by 1 deal');
  await expectAccessible(page);
  await choose(page, second.name);
  await stage.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: `${first.name} deleted` })).toBeVisible();
  expect(await place()).toMatchObject({ stage_id: second.id });
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Other pipelines' }).click();
  await page.getByRole('menuitem', { name: 'Delete this pipeline' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete “${plans.name}”` });
  const all = await api<{ items: Named[] }>(page, 'GET', '/pipelines');
  const target = all.items.find(({ id }) => id !== plans.id);
  if (!target) throw new Error('there is always a first pipeline');
  await choose(page, target.name);
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: `${plans.name} deleted` })).toBeVisible();
  expect((await place()).pipeline_id).toBe(target.id);
  quiet();
});
