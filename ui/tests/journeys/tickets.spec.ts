import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { watchConsole } from './desk';

/** Tickets against the real server: answering, undoing, long conversations, files, and how it reads to axe. */
const API = '/api/v1';

async function post<T extends { id: number }>(request: APIRequestContext, path: string, data: object): Promise<T> {
  const answer = await request.post(API + path, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as T;
}

/** Every journey brings its own records, so that they can run side by side and again. */
let counter = 0;
const unique = (name: string) => `${name} ${Date.now().toString(36)}${counter++}`;

async function aTicket(request: APIRequestContext, subject: string): Promise<{ id: number; number: number }> {
  const customer = await post(request, '/customers', { name: unique('Zofia Wiśniewska') });
  return post(request, '/tickets', { subject, customer_id: customer.id, body: 'The boiler stopped last night.' });
}

// axe reads every row; on a busy machine that takes its time.
test.describe.configure({ timeout: 90_000 });

const composer = (page: Page) => page.getByRole('region', { name: 'Answer' });
const toast = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

let quiet: () => void;
test.beforeEach(({ page }) => {
  quiet = watchConsole(page);
});
test.afterEach(() => quiet());

test('an answer is kept while it is written, sent, and taken back', async ({ page, request }) => {
  const subject = unique('No heat since last night');
  const { id } = await aTicket(request, subject);
  await page.goto(`/tickets/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  await expect(page.getByText('The boiler stopped last night.')).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('r');
  await page.keyboard.type('Tom can be with you at 13:30.');
  await expect(composer(page).getByText('Draft saved')).toBeVisible();
  await page.reload();
  await expect(composer(page).getByRole('textbox')).toHaveValue('Tom can be with you at 13:30.');

  await composer(page).getByRole('textbox').press('Control+Enter');
  await expect(toast(page, 'Answered')).toBeVisible();
  await expect(
    page.getByRole('group', { name: 'Conversation' }).getByText('Tom can be with you at 13:30.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: /^Status: Waiting for customer/ })).toBeVisible();
  await expect(composer(page).getByRole('textbox')).toHaveValue('');

  await toast(page, 'Answered').getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('button', { name: /^Status: New/ })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Conversation' }).getByText('Tom can be with you')).toHaveCount(0);
  // It is being written again, until it is sent after all.
  await expect(composer(page).getByRole('textbox')).toHaveValue('Tom can be with you at 13:30.');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(page.getByRole('group', { name: 'Conversation' }).getByText('Tom can be with you')).toBeVisible();
  await expect(composer(page).getByRole('textbox')).toHaveValue('');
});

test('notes, solving, reopening and assigning by key', async ({ page, request }) => {
  const { id } = await aTicket(request, unique('Water under the boiler'));
  await page.goto(`/tickets/${id}`);
  await expect(composer(page)).toBeVisible();
  await page.keyboard.press('Shift+N');
  await page.keyboard.type('Valve is on the van.');
  await composer(page).getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('article').filter({ hasText: 'only your team sees this' })).toBeVisible();
  await page.getByRole('group', { name: 'Conversation' }).focus();
  await page.keyboard.press('a');
  await expect(toast(page, 'Assignment changed')).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByRole('button', { name: /^Status: Solved/ })).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByRole('button', { name: /^Status: Open/ })).toBeVisible();
});

test('status, priority and tags are changed where they stand', async ({ page, request }) => {
  const { id } = await aTicket(request, unique('Thermostat shows the wrong hour'));
  await page.goto(`/tickets/${id}`);
  await page.getByRole('button', { name: /^Priority:/ }).click();
  await expectAccessible(page);
  await page.getByRole('option', { name: 'Urgent' }).click();
  await expect(page.getByRole('button', { name: 'Priority: Urgent' })).toBeVisible();
  await page.getByRole('button', { name: /^Change tags/ }).click();
  await page.getByRole('combobox', { name: 'Tags' }).fill('No heat');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(toast(page, 'Tags changed')).toBeVisible();
  await page.keyboard.press('h');
  const history = page.getByRole('dialog', { name: /History/ });
  await expect(history.getByText('Urgent')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(history).toBeHidden();
});

test('a long conversation grows upwards without jumping', async ({ page, request }) => {
  const { id } = await aTicket(request, unique('Heat pump hums at night'));
  for (let i = 0; i < 70; i++) {
    await post(request, `/tickets/${id}/reply`, { body: `Message number ${i}. `.repeat(6) });
  }
  await page.goto(`/tickets/${id}`);
  const conversation = page.getByRole('group', { name: 'Conversation' });
  await expect(conversation.getByText('Message number 69.').first()).toBeInViewport();
  await expect(conversation.getByText('Message number 5.').first()).toHaveCount(0);
  await conversation.evaluate((box) => box.scrollTo({ top: -box.scrollHeight }));
  await expect(conversation.getByText('Message number 5.').first()).toBeAttached();
  await conversation.evaluate((box) => box.scrollTo({ top: -box.scrollHeight }));
  await expect(conversation.getByText('The boiler stopped last night.')).toBeInViewport();
});

test('files go along and can be downloaded; too large ones say so', async ({ page, request }) => {
  const { id } = await aTicket(request, unique('Photo of the display'));
  await page.goto(`/tickets/${id}`);
  const input = page.locator('input[type="file"]');
  await input.setInputFiles({
    name: 'huge.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(26 * 1024 * 1024),
  });
  await expect(composer(page).getByRole('alert')).toContainText('Larger than 25 MB');
  await composer(page).getByRole('button', { name: 'Remove huge.bin' }).click();
  await input.setInputFiles({ name: 'display.txt', mimeType: 'text/plain', buffer: Buffer.from('F.28') });
  await expect(composer(page).getByText('4 byte')).toBeVisible();
  await composer(page)
    .getByRole('button', { name: /^Send and wait/ })
    .click();
  const file = page.getByRole('link', { name: /display\.txt/ });
  await expect(file).toBeVisible();
  const download = page.waitForEvent('download');
  await file.click();
  expect((await download).suggestedFilename()).toBe('display.txt');
  // Taken back, it is where it was before it was sent, and can be sent again.
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(file).toHaveCount(0);
  await expect(composer(page).getByText('display.txt')).toBeVisible();
  await expect(composer(page).getByText('4 byte')).toBeVisible();
  await composer(page)
    .getByRole('button', { name: /^Send and wait/ })
    .click();
  await expect(file).toBeVisible();
  await expect(composer(page).getByText('display.txt')).toHaveCount(0);
});

test('a file on its way shows how far it is and can be stopped', async ({ page, request }) => {
  const { id } = await aTicket(request, unique('Video of the burner'));
  await page.goto(`/tickets/${id}`);
  const network = await page.context().newCDPSession(page);
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 400_000,
  });
  const name = `burner-${'very-long-name-'.repeat(8)}.mp4`;
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'video/mp4', buffer: Buffer.alloc(4 * 1024 * 1024) });
  const bar = composer(page).getByRole('progressbar', { name: `Adding ${name}` });
  await expect(bar).toHaveAttribute('value', /^[1-9]/);
  await expect(composer(page).getByText(/^\d+%$/)).toBeVisible();
  await expectAccessible(page);
  const stopped = page.waitForEvent('requestfailed', (sent) => sent.url().includes('/attachments'));
  await composer(page)
    .getByRole('button', { name: `Stop adding ${name}` })
    .click();
  await stopped;
  await expect(bar).toHaveCount(0);
});

test('a new ticket with a new customer', async ({ page }) => {
  const name = unique('Åsa Lindqvist');
  const subject = unique('Quote for two split units');
  await page.goto('/tickets/new');
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create ticket' }).click();
  await expect(dialog.getByText('Say in a few words')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Subject' }).fill(subject);
  await dialog.getByRole('textbox', { name: 'Customer' }).fill(name);
  await page.getByRole('option', { name: /as a new customer/ }).click();
  await expect(dialog.getByRole('textbox', { name: 'Customer' })).toHaveValue(name);
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Above the shop, please.');
  await dialog.getByRole('button', { name: 'Create ticket' }).click();
  await expect(page).toHaveURL(/\/tickets\/\d+/);
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  await expect(page.getByRole('complementary').getByText(name)).toBeVisible();
});

test('the list is moved through by key, filtered, and keeps its place in the address', async ({ page, request }) => {
  await aTicket(request, unique('First'));
  await aTicket(request, unique('Second'));
  await page.goto('/tickets');
  await expect(page).toHaveURL(/view=needs_answer/);
  await expect(page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').first()).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).toHaveURL(/\/tickets\/\d+\?view=needs_answer/);
  const first = page.url();
  await page.keyboard.press('j');
  await expect(page).not.toHaveURL(first);
  await page.getByRole('button', { name: 'Filter' }).click();
  await expectAccessible(page);
  const dialog = page.getByRole('dialog', { name: 'Filter' });
  await dialog.getByRole('combobox', { name: 'Priority' }).click();
  await page.getByRole('option', { name: 'Urgent' }).click();
  await dialog.getByRole('button', { name: 'Show tickets' }).click();
  await expect(page).toHaveURL(/priority=/);
  await page.getByRole('button', { name: 'Remove filter Urgent' }).click();
  await expect(page).not.toHaveURL(/priority=/);
});

test('the words of tickets are added, changed and put in order', async ({ page }) => {
  const name = unique('Waiting for parts');
  await page.goto('/settings/tickets');
  const statuses = page.getByRole('region', { name: 'Statuses' });
  await expect(statuses.getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);
  await statuses.getByRole('button', { name: 'Add status' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add status' });
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Add status' }).click();
  await expect(statuses.getByText(name)).toBeVisible();
  await statuses.getByRole('button', { name: `Move ${name} up` }).click();
  await expect(toast(page, 'Order saved')).toBeVisible();
});

test.describe('dark', () => {
  test.use({ colorScheme: 'dark' });

  test('tickets read well in the dark, open and empty', async ({ page, request }) => {
    const { id } = await aTicket(request, unique('هل يمكن تأجيل موعد الصيانة؟'));
    await post(request, `/tickets/${id}/note`, { body: 'Call **after 15:00**.' });
    await page.goto(`/tickets/${id}`);
    await expect(page.getByText('after 15:00')).toBeVisible();
    await expectAccessible(page);
    await page.goto('/tickets?view=on_hold&priority=1&assignee=1');
    await expect(page.getByRole('heading', { name: /^No ticket matches/ })).toBeVisible();
    await expectAccessible(page);
  });
});
