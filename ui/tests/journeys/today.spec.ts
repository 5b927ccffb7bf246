import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { api, SERVER, startEmpty, watchConsole } from './desk';

/**
 * Today as the server ranks it. Others fill the same desk meanwhile, so each journey brings what ranks first: the urgent
 * above all, and among follow-ups the one that is late the longest.
 */
test.skip(!SERVER, 'needs a running server');
// axe reads every row; on a busy machine that takes its time.
test.setTimeout(90_000);
test.beforeEach(({ page }) => startEmpty(page));

interface Made {
  id: number;
}

const DAY_MS = 86_400_000;
const URGENT = 4;

let counter = 0;
const unique = () => `${Date.now().toString(36)}${counter++}`;

async function urgentTicket(page: Page, subject: string, customer: string): Promise<Made> {
  const { items } = await api<{ items: { id: number; level: number }[] }>(page, 'GET', '/ticket-priorities');
  const { id } = await api<Made>(page, 'POST', '/customers', {
    name: customer,
    kind: 'organisation',
    status: 'active',
    contact_points: [{ kind: 'phone', value: '+44 117 496 0877' }],
  });
  return api<Made>(page, 'POST', '/tickets', {
    subject,
    customer_id: id,
    body: 'The display shows 31 degrees.',
    priority_id: items.find(({ level }) => level === URGENT)?.id,
  });
}

/** Later ones of the same run rank below earlier ones. */
const lateTask = (page: Page, title: string) =>
  api<Made>(page, 'POST', '/tasks', { title, due_ms: Date.UTC(2020, 0, 1) + counter * DAY_MS });

const rows = (page: Page) => page.getByRole('list', { name: 'Today' });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('what needs you is ranked, explained and one key away', async ({ page }) => {
      const quiet = watchConsole(page);
      const mark = unique();
      const subject = `Server room AC alarm ${mark}`;
      const customer = `Harbourside Dental Practice ${mark}`;
      const { id } = await urgentTicket(page, subject, customer);
      await page.goto('/today');
      const row = rows(page).getByRole('listitem').filter({ hasText: subject });
      await expect(row).toContainText(/has waited .* for an answer; priority Urgent\./);
      await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
      await row.getByText(subject).click();
      const panel = page.getByRole('complementary');
      await expect(panel.getByText(customer)).toBeVisible();
      await expect(panel.getByRole('region', { name: 'Next actions' }).getByText('Reply').first()).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(new RegExp(`/tickets/${id}`));
      await expect(page.getByRole('textbox', { name: 'Reply' })).toBeFocused();
      quiet();
    });
  });
}

test('an answer, wherever it is given, takes the ticket off the list', async ({ page }) => {
  const subject = `No heat since last night ${unique()}`;
  const { id } = await urgentTicket(page, subject, `Zofia Wiśniewska ${unique()}`);
  await page.goto('/today');
  await expect(rows(page).getByText(subject)).toBeVisible();
  await api(page, 'POST', `/tickets/${id}/reply`, { body: 'Tom is on his way.' });
  await expect(rows(page).getByText(subject)).toHaveCount(0);
});

test('a follow-up is done from its row and comes back with undo', async ({ page }) => {
  const quiet = watchConsole(page);
  const title = `Tell María José the flue date ${unique()}`;
  const { id } = await lateTask(page, title);
  await page.goto('/today?show=follow_ups');
  const done = page.getByRole('button', { name: `Mark done: ${title}` });
  await expect(rows(page).getByRole('listitem').filter({ hasText: title })).toContainText(/It was due \d+ days ago/);
  await done.click();
  await expect(page.getByRole('status').filter({ hasText: title })).toBeVisible();
  await expect(done).toHaveCount(0);
  const task = () => api<{ done_ms: number | null }>(page, 'GET', `/tasks/${id}`);
  expect((await task()).done_ms).not.toBeNull();
  await page.keyboard.press('Control+z');
  await expect(done).toBeVisible();
  expect((await task()).done_ms).toBeNull();
  quiet();
});

test('a failed run says why and runs again from its row', async ({ page }) => {
  const mark = unique();
  const { id } = await api<Made>(page, 'POST', '/workflows', {
    name: `Status by ticket ${mark}`,
    trigger: { type: 'event', kind: 'ticket.created' },
    conditions: { combinator: 'and', rules: [{ field: 'subject', operator: 'contains', value: mark }] },
    actions: [{ type: 'set_field', field: 'customer.status', value: 'active' }],
  });
  await api(page, 'POST', `/workflows/${id}/enable`);
  const ticket = await api<Made>(page, 'POST', '/tickets', { subject: `Nobody’s boiler ${mark}` });
  await page.goto('/today?show=runs');
  const row = rows(page).getByRole('listitem').filter({ hasText: mark });
  await expect(row).toContainText('This record has no customer', { timeout: 15_000 });
  await expectAccessible(page);
  const customer = await api<Made>(page, 'POST', '/customers', { name: `Tariq ${mark}`, status: 'lead' });
  await api(page, 'PATCH', `/tickets/${ticket.id}`, { customer_id: customer.id });
  await row.getByRole('button', { name: /^Try again/ }).click();
  await expect(row).toHaveCount(0);
  await expect
    .poll(async () => (await api<{ status: string }>(page, 'GET', `/customers/${customer.id}`)).status)
    .toBe('active');
});

test('a tab narrows the list and stays in the address', async ({ page }) => {
  const title = `Write up the visit ${unique()}`;
  await lateTask(page, title);
  await page.goto('/today');
  await page.getByRole('button', { name: /^Follow-ups/ }).click();
  await expect(page).toHaveURL(/show=follow_ups/);
  await expect(rows(page).getByText(title)).toBeVisible();
  await expect(rows(page).getByRole('button', { name: /^Reply/ })).toHaveCount(0);
  await page.reload();
  await expect(rows(page).getByText(title)).toBeVisible();
});
