import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { api, SERVER, startEmpty, watchConsole } from './desk';

test.skip(!SERVER, 'needs a running server');
test.setTimeout(90_000);
test.beforeEach(({ page }) => startEmpty(page));

interface Made {
  id: number;
}

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
/** Moments must differ for there to be a then and a now. */
const pause = (page: Page) => page.waitForTimeout(20);
const dialog = (page: Page) => page.getByRole('dialog', { name: 'As it was' });
const row = (page: Page, field: string) => dialog(page).getByRole('row', { name: new RegExp(`^${field}`) });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('a customer is looked at as it was, and put back field by field or as a whole', async ({ page }) => {
      const quiet = watchConsole(page);
      const name = `Lotus Kitchen ${unique()}`;
      const { id } = await api<Made>(page, 'POST', '/customers', {
        name,
        status: 'active',
        city: 'Bristol',
        tags: ['Gold plan', 'Pays on time'],
        contact_points: [{ kind: 'phone', value: '+44 117 496 0877', label: 'Desk' }],
      });
      await pause(page);
      await api(page, 'PATCH', `/customers/${id}`, { city: 'Bath', tags: ['Late payer'], contact_points: [] });
      await pause(page);
      await api(page, 'PATCH', `/customers/${id}`, { name: `لوتس <b>${name}</b> 😀`, status: 'churned' });
      const now = () => api<{ city: string; name: string; status: string }>(page, 'GET', `/customers/${id}`);

      await page.goto(`/customers/${id}`);
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'History' }).click();
      const history = page.getByRole('dialog', { name: 'History' });
      await expect(history.getByText('Late payer')).toBeVisible();
      await expectAccessible(page);
      await history.getByRole('button', { name: 'As it was: Added' }).click();
      await expect(row(page, 'Town')).toContainText('Bristol');
      await expect(row(page, 'Contacts')).toContainText('+44 117 496 0877');
      await expect(dialog(page).getByRole('button', { name: 'Older' })).toBeDisabled();
      await expectAccessible(page);

      await row(page, 'Town').getByRole('button', { name: 'Put back: Town' }).click();
      await expect.poll(async () => (await now()).city).toBe('Bristol');
      expect((await now()).status).toBe('churned');
      await dialog(page).getByRole('button', { name: 'Put all 4 fields back' }).click();
      await expect(dialog(page).getByText('Nothing was different from now.')).toBeVisible();
      expect(await now()).toMatchObject({
        name,
        status: 'active',
        contact_points: [{ kind: 'phone', value: '+44 117 496 0877', label: 'Desk' }],
      });

      await page.keyboard.press('Escape');
      await expect(dialog(page)).toBeHidden();
      await expect(history).toBeVisible();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+z');
      await expect.poll(async () => (await now()).status).toBe('churned');
      quiet();
    });
  });
}

test('a ticket is stepped through time, and says what set a change off', async ({ page }) => {
  const quiet = watchConsole(page);
  const word = unique();
  const { id: flow } = await api<Made>(page, 'POST', '/workflows', {
    name: `Heat is urgent ${word}`,
    trigger: { type: 'event', kind: 'ticket.created' },
    conditions: { combinator: 'and', rules: [{ field: 'subject', operator: 'contains', value: word }] },
    actions: [{ type: 'add_tag', tag: 'No heat' }],
  });
  await api(page, 'POST', `/workflows/${flow}/enable`);
  const customer = await api<Made>(page, 'POST', '/customers', { name: `Yūko Tanaka ${word}` });
  const { id } = await api<Made>(page, 'POST', '/tickets', { subject: `Cold ${word}`, customer_id: customer.id });
  await expect
    .poll(async () => (await api<{ tags: unknown[] }>(page, 'GET', `/tickets/${id}`)).tags.length, { timeout: 15_000 })
    .toBe(1);
  await api(page, 'PATCH', `/tickets/${id}`, { subject: `Freezing ${word}`, customer_id: null });
  await page.goto(`/tickets/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: `Freezing ${word}` })).toBeVisible();
  await page.keyboard.press('h');
  const history = page.getByRole('dialog', { name: 'History' });
  await expect(history.getByText(/^Because of “Added” by /)).toBeVisible();
  await expect(history.getByText(`Yūko Tanaka ${word}`)).toBeVisible();
  await history.getByRole('button', { name: 'As it was: Changed' }).click();
  await expect(dialog(page).getByText('Nothing was different from now.')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(row(page, 'Subject')).toContainText(`Cold ${word}`);
  await page.keyboard.press('ArrowLeft');
  await expect(row(page, 'Tags')).toContainText('none');
  await expectAccessible(page);
  await row(page, 'Subject').getByRole('button', { name: 'Put back: Subject' }).click();
  await expect
    .poll(async () => (await api<{ subject: string }>(page, 'GET', `/tickets/${id}`)).subject)
    .toBe(`Cold ${word}`);
  // A day before it was made, it was not there.
  await dialog(page).getByLabel('On', { exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Previous month' }).click();
  await page.getByRole('button', { name: /^10 / }).click();
  await expect(dialog(page).getByText('It did not exist yet.')).toBeVisible();
  quiet();
});

test('a deal goes back to its stage and value, an article to its text', async ({ page }) => {
  const quiet = watchConsole(page);
  const stages = [{ name: 'New' }, { name: 'Won', kind: 'won' }, { name: 'Lost', kind: 'lost' }];
  const pipeline = await api<Made & { stages: Made[] }>(page, 'POST', '/pipelines', { name: unique(), stages });
  const title = `Third unit ${unique()}`;
  const deal = await api<Made>(page, 'POST', '/deals', { title, pipeline_id: pipeline.id, value_minor: 1_260_000 });
  await pause(page);
  await api(page, 'POST', `/deals/${deal.id}/move`, { stage_id: pipeline.stages[2]?.id, lost_reason: 'Too dear' });
  await api(page, 'PATCH', `/deals/${deal.id}`, { value_minor: 99_900 });
  await page.goto(`/sales/deals/${deal.id}`);
  await page.getByRole('button', { name: 'As it was: Added' }).click();
  await expect(row(page, 'Value')).toContainText('£12,600');
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Put all 2 fields back' }).click();
  await expect
    .poll(() => api(page, 'GET', `/deals/${deal.id}`))
    .toMatchObject({ value_minor: 1_260_000, stage_id: pipeline.stages[0]?.id });

  const body = `## Before you begin\n\n${'Turn the valve slowly. '.repeat(30)}`;
  const article = await api<Made>(page, 'POST', '/articles', { title: `Bleeding ${unique()}`, body });
  await pause(page);
  await api(page, 'PATCH', `/articles/${article.id}`, { body: 'Call us.' });
  await page.goto(`/knowledge/articles/${article.id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await page.getByRole('button', { name: 'As it was: Added' }).click();
  await dialog(page).getByRole('button', { name: 'Show all' }).click();
  await dialog(page).getByRole('button', { name: 'Put this field back' }).click();
  await expect.poll(() => api(page, 'GET', `/articles/${article.id}`)).toMatchObject({ body });
  quiet();
});
