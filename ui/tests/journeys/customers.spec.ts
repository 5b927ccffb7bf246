import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { api, SERVER, startEmpty, watchConsole } from './desk';

test.skip(!SERVER, 'needs a running server');
// A journey is many steps, each with its look for accessibility; busy computers need the time.
test.setTimeout(90_000);
test.beforeEach(({ page }) => startEmpty(page));

interface Made {
  id: number;
  rev: number;
}

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;

test('a customer is added by keyboard, changed, noted down and taken back', async ({ page }) => {
  const expectQuiet = watchConsole(page);
  const name = `Ölmühle ${unique()}`;
  await page.goto('/customers');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('n');
  await page.getByRole('menuitem', { name: 'New customer' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'New customer' });
  await expect(form.getByLabel('Name', { exact: true })).toBeFocused();
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Add customer' }).click();
  await expect(form.getByText('Give a name')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();

  await page.getByRole('button', { name: 'Add customer' }).first().click();
  await form.getByLabel('Name', { exact: true }).fill(name);
  await form.getByLabel('Contact 1', { exact: true }).fill('lan@example.org');
  await form.getByLabel('Contact 2', { exact: true }).fill('+44 117 496 0877');
  await form.getByLabel('Town').fill('Bristol');
  await form.getByRole('button', { name: 'Add customer' }).click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('status').getByText(name)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Status: Lead' }).click();
  await page.getByRole('menuitem', { name: 'Active' }).click();
  await expect(page.getByRole('button', { name: 'Status: Active' })).toBeVisible();

  await page.getByRole('button', { name: 'Tag', exact: true }).click();
  await page.getByRole('combobox', { name: 'Add a tag' }).fill('Platinum plan');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove tag Platinum plan' })).toBeVisible();

  await page.getByRole('button', { name: 'Note', exact: true }).first().click();
  const note = page.getByRole('dialog', { name: 'New note' });
  await note.getByLabel('What was said').fill('Call after three.');
  await expectAccessible(page);
  await note.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByText('Call after three.')).toBeVisible();

  await page.getByRole('region', { name: 'Follow-ups' }).getByRole('button', { name: 'Add' }).click();
  const followUp = page.getByRole('dialog', { name: 'New follow-up' });
  await followUp.getByLabel('What to do').fill('Send version 3');
  await followUp.getByRole('button', { name: 'Add follow-up' }).click();
  const done = page.getByRole('button', { name: 'Done: Send version 3' });
  await done.click();
  await expect(done).toBeHidden();

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete customer' }).click();
  await expect(page).toHaveURL(/\/customers$/);
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Undone')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Name, e-mail or number' }).fill(name);
  await expect(page.getByRole('cell', { name })).toBeVisible();
  expectQuiet();
});

test('what another person saved stands beside the field, and nothing typed is lost', async ({ page }) => {
  const name = `Kestrel Court ${unique()}`;
  const made = await api<Made>(page, 'POST', '/customers', { name, city: 'Bath', job_title: 'Chair' });
  await page.goto(`/customers/${made.id}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Edit customer' });
  await form.getByLabel('Town').fill('Bristol');
  await api(page, 'PATCH', `/customers/${made.id}`, { city: 'Keynsham', country: 'Wales' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText(/changed this after you opened it/)).toBeVisible();
  await expect(form.getByLabel('Town')).toHaveValue('Bristol');
  await expect(form.getByLabel('Country')).toHaveValue('Wales');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  const saved = await api<{ city: string; country: string }>(page, 'GET', `/customers/${made.id}`);
  expect(saved).toMatchObject({ city: 'Bristol', country: 'Wales' });

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: 'History' });
  await expect(history.getByText('Keynsham').first()).toBeVisible();
  await expectAccessible(page);
  await history
    .getByRole('button', { name: /^Undo:/ })
    .first()
    .click();
  await expect(history.getByText('Bristol').first()).toBeVisible();
  await expect
    .poll(async () => (await api<{ city: string }>(page, 'GET', `/customers/${made.id}`)).city)
    .toBe('Keynsham');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('what was noted down is corrected, deleted and brought back', async ({ page }) => {
      const expectQuiet = watchConsole(page);
      const { id } = await api<Made>(page, 'POST', '/customers', {
        name: `Lotus Kitchen ${unique()}`,
        status: 'active',
      });
      const logged = await api<Made>(page, 'POST', '/interactions', {
        customer_id: id,
        kind: 'call',
        direction: 'inbound',
        subject: 'Units',
        body: 'Both run, <b>kitchen</b> is hot. 😀',
        at_ms: Date.now() - 7_234_567,
        duration_s: 370,
      });
      const now = () =>
        api<{ subject: string; at_ms: number; duration_s: number }>(page, 'GET', `/interactions/${logged.id}`);
      const before = await now();
      await page.goto(`/customers/${id}`);
      const entry = page.getByRole('article').filter({ hasText: 'is hot' });
      await entry.hover();
      await expectAccessible(page);
      await entry.getByRole('button', { name: /^Correct/ }).click();
      const dialog = page.getByRole('dialog', { name: 'Correct what was noted' });
      await expect(dialog.getByLabel('In one line')).toHaveValue('Units');
      await expectAccessible(page);
      await dialog.getByLabel('In one line').fill('Kitchen units');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog).toBeHidden();
      await expect(entry).toContainText('Kitchen units');
      // What the form does not show to the second stays as it was.
      expect(await now()).toEqual({ ...before, subject: 'Kitchen units', rev: expect.any(Number) });

      await entry.hover();
      await entry.getByRole('button', { name: /^Delete/ }).click();
      await expect(entry).toHaveCount(0);
      await page.keyboard.press('Control+z');
      await expect(entry).toContainText('Kitchen units');
      expectQuiet();
    });
  });
}

test('a follow-up ticked by mistake is opened again, in the panel and on the timeline', async ({ page }) => {
  const expectQuiet = watchConsole(page);
  const title = `Confirm power with the electrician ${unique()}`;
  const { id } = await api<Made>(page, 'POST', '/customers', { name: `Bedminster Brew House ${unique()}` });
  await api(page, 'POST', '/tasks', { title, customer_id: id });
  await page.goto(`/customers/${id}`);
  const followUps = page.getByRole('region', { name: 'Follow-ups' });
  await followUps.getByRole('button', { name: `Done: ${title}` }).click();
  await followUps.getByRole('button', { name: 'Show what is done' }).click();
  await expectAccessible(page);
  await followUps.getByRole('button', { name: `Open again: ${title}` }).click();
  await expect(followUps.getByRole('button', { name: `Done: ${title}` })).toBeVisible();

  await followUps.getByRole('button', { name: `Done: ${title}` }).click();
  const entries = page.getByRole('article').filter({ hasText: title });
  await expect(entries).toHaveCount(2);
  await entries.first().hover();
  // The task was ticked twice; it can be opened once.
  await entries.getByRole('button', { name: `Open again: ${title}` }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is open again' })).toBeVisible();
  await expect(followUps.getByRole('button', { name: `Done: ${title}` })).toBeVisible();
  await expect(entries.getByRole('button', { name: `Open again: ${title}` })).toHaveCount(0);
  expectQuiet();
});

test('the list is walked by j, k and Enter and narrowed by its filters', async ({ page }) => {
  const start = `Zz${unique()}`;
  for (const n of [1, 2, 3]) await api(page, 'POST', '/customers', { name: `${start} ${n}`, status: 'active' });
  await page.goto(`/customers?q=${start}`);
  await expect(page.getByRole('cell', { name: `${start} 1` })).toBeVisible();
  for (const key of ['j', 'j', 'j', 'k', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByRole('heading', { level: 1, name: `${start} 2` })).toBeVisible();
  await page.goto(`/customers?q=${start}&status=churned`);
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('table', { name: 'Customers' })).toBeVisible();
});

test.describe('dark', () => {
  test.use({ colorScheme: 'dark' });

  test('list and page are free of axe findings', async ({ page }) => {
    const name = `ليلى حداد ${unique()}`;
    const made = await api<Made>(page, 'POST', '/customers', { name, tags: ['Gold plan'], status: 'active' });
    await page.goto('/customers');
    await expect(page.getByRole('table', { name: 'Customers' })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/customers/${made.id}`);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expectAccessible(page);
  });
});
