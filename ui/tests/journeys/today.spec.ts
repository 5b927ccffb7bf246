import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { fakeBackend, NOW } from '../e2e/backend';

/** Today on answers of its own, so that what is late and what is soon stays the same every day. */
const MINUTE_MS = 60_000;
const at = (minutes: number) => NOW.getTime() + minutes * MINUTE_MS;

const item = (key: string, title: string, who: string, why: string, rest: object) => ({
  key,
  kind: 'ticket',
  subject_type: 'ticket',
  subject_id: 4821,
  title,
  who,
  why,
  due_ms: null,
  due_state: 'none',
  action: { label: 'Reply', operation: 'tickets.reply', args: { id: 4821 } },
  ...rest,
});

const task = {
  kind: 'task',
  subject_type: 'task',
  subject_id: 7,
  action: { label: 'Done', operation: 'tasks.complete', args: { id: 7 } },
};

const TODAY = {
  groups: [
    {
      key: 'now',
      items: [
        item(
          'a',
          'Server room AC alarm: 31 °C and rising',
          'Harbourside Dental Practice',
          'Answer was due 09:30. The customer wrote twice since.',
          { due_ms: at(-12), due_state: 'late' },
        ),
        item(
          'b',
          'No heat since last night, baby at home',
          'Zofia Wiśniewska',
          'Answer due 10:00. Gold care plan, priority raised to urgent.',
          { due_ms: at(18), due_state: 'soon' },
        ),
        item('c', 'New lead: heat pump for a 1930s semi', 'Ömer Yıldırım', 'Asked 34 min ago and nobody called yet.', {
          kind: 'lead',
          subject_type: 'customer',
          subject_id: 9,
          due_ms: at(26),
          due_state: 'soon',
          action: { label: 'Call', operation: 'interactions.log', args: { customer_id: 9 } },
        }),
      ],
    },
    {
      key: 'later',
      items: [
        item('d', 'Tell María José Fernández-Quiroga the flue date', 'Follow-up', 'You promised an answer by Friday.', {
          ...task,
          due_ms: at(210),
          due_state: 'later',
        }),
        item('e', 'هل يمكن تأجيل موعد الصيانة؟', 'ليلى حداد', 'Wants to move the service visit on 24 November.', {
          due_ms: at(208),
          due_state: 'later',
        }),
        item(
          'f',
          'Estimate for the bakery ovens is going stale',
          'Wapping Wharf Bakery, £8,940',
          'Nine days in this stage; your limit is seven.',
          {
            kind: 'deal',
            subject_type: 'deal',
            subject_id: 3,
            action: { label: 'Look', operation: 'deals.get', args: { id: 3 } },
          },
        ),
      ],
    },
    {
      key: 'when_time',
      items: [
        item('g', 'Thank-you after a purchase could not run', '3 runs', 'The customer has no e-mail address.', {
          kind: 'run',
          subject_type: 'workflow_run',
          subject_id: 5,
          action: { label: 'Try again', operation: 'workflows.retry', args: { id: 5 } },
        }),
      ],
    },
  ],
  counts: { all: 7, tickets: 3, sales: 2, follow_ups: 1, runs: 1 },
  done_today: 6,
  total_today: 13,
};

const TICKET = {
  id: 4821,
  number: 4821,
  subject: 'Server room AC alarm',
  status_id: 2,
  state: 'open',
  priority_id: 4,
  category_id: null,
  team_id: null,
  assignee_id: 1,
  customer_id: 7,
  customer_name: 'Harbourside Dental Practice',
  customer_kind: 'organisation',
  channel: 'portal',
  tags: [],
  needs_answer_ms: at(-70),
  last_message_ms: at(-70),
  solved_ms: null,
  merged_into_id: null,
  external_ref: null,
  created_ms: at(-90),
  updated_ms: at(-70),
  trashed_ms: null,
  rev: 1,
};

const ANSWERS = {
  '/today': TODAY,
  '/tickets/4821': TICKET,
  '/tickets/4821/next-actions': {
    actions: [
      {
        key: 'reply',
        icon: 'reply',
        title: 'Reply',
        why: 'The customer spoke last.',
        steps: ['Sends your answer to the customer', 'Stops the wait'],
        operation: 'tickets.reply',
        args: { id: 4821 },
        fill: ['body'],
        primary: true,
      },
      {
        key: 'call',
        icon: 'phone',
        title: 'Call Kwame Boateng',
        why: '',
        steps: [],
        operation: 'interactions.log',
        args: { customer_id: 7 },
        fill: ['body'],
        primary: false,
      },
      {
        key: 'task',
        icon: 'list-check',
        title: 'Create a task',
        why: '',
        steps: [],
        operation: 'tasks.create',
        args: { title: 'Follow up' },
        fill: ['due_ms'],
        primary: false,
      },
    ],
  },
  '/customers/7': {
    id: 7,
    kind: 'organisation',
    name: 'Harbourside Dental Practice',
    status: 'active',
    source: null,
    owner_id: 1,
    organisation_id: null,
    organisation_name: null,
    job_title: null,
    about: null,
    street: '1 Quay Street',
    postal_code: 'BS1',
    city: 'Bristol',
    country: 'GB',
    tags: [],
    contact_points: [{ id: 1, kind: 'phone', label: null, value: '+44 117 496 0877' }],
    merged_into_id: null,
    trashed_ms: null,
    created_ms: 1,
    updated_ms: 1,
    rev: 1,
  },
  '/customers/7/summary': {
    open_tickets: { n: 2, more: false },
    open_deals: 0,
    open_deals_minor: 0,
    currency: 'GBP',
    last_contact_ms: at(-21),
    last_contact_kind: 'email',
    won_minor: 2_841_000,
    tasks_open: 0,
    people: [],
    equipment: [],
  },
};

// axe reads every row; on a busy machine that takes its time.
test.describe.configure({ timeout: 90_000 });

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

const rows = (page: Page) => page.getByRole('list', { name: 'Today' });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('what needs you is ranked, explained and one key away', async ({ page }) => {
      await fakeBackend(page, ANSWERS);
      await page.goto('/today');
      await expect(rows(page).getByText('12 min late')).toBeVisible();
      await expect(page.getByText('6 of 13 done')).toBeVisible();
      await expect(page.getByRole('complementary').getByText('Call Kwame Boateng')).toBeVisible();
      await page.screenshot({ path: `test-results/today-${colorScheme}.png` });
      await expectNoViolations(page);
      await page.keyboard.press('j');
      await expect(rows(page).locator('[aria-current="true"]')).toContainText('No heat since last night');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/tickets\/4821/);
      await expect(page.getByRole('textbox', { name: 'Reply' })).toBeFocused();
    });

    test('an empty day says so kindly', async ({ page }) => {
      await fakeBackend(page, { '/today': { groups: [], counts: { all: 0 }, done_today: 20, total_today: 20 } });
      await page.goto('/today');
      await expect(page.getByRole('heading', { name: 'Nothing needs you right now' })).toBeVisible();
      await page.screenshot({ path: `test-results/today-empty-${colorScheme}.png` });
      await expectNoViolations(page);
    });
  });
}

test('a follow-up is done from its row', async ({ page }) => {
  await fakeBackend(page, ANSWERS);
  let completed = '';
  await page.route('**/api/v1/tasks/7/complete', (route) => {
    completed = route.request().method();
    return route.fulfill({ json: { id: 7 }, headers: { 'onhand-change': '12' } });
  });
  await page.goto('/today');
  await page.getByRole('button', { name: /^Done: Tell María/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Done: Tell María' })).toBeVisible();
  expect(completed).toBe('POST');
});

test('a tab narrows the list and stays in the address', async ({ page }) => {
  await fakeBackend(page, ANSWERS);
  await page.goto('/today');
  await page.getByRole('button', { name: /^Follow-ups/ }).click();
  await expect(page).toHaveURL(/show=follow_ups/);
});
