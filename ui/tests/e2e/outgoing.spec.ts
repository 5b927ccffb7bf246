import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { fakeBackend, NOW } from './backend';

test.setTimeout(90_000);

const message = (id: number, status: string, extra: object = {}) => ({
  id,
  kind: 'notify',
  title: 'Tell Maren about urgent tickets',
  body: `Server room AC alarm: 31 °C and rising, says number ${id} with as many words as a long subject has, and more`,
  user_id: 1,
  subject_type: 'ticket',
  subject_id: 5,
  status,
  attempts: 0,
  next_attempt_ms: NOW.getTime() + 600_000,
  change_id: null,
  error: null,
  created_ms: NOW.getTime() - 3_600_000,
  sent_ms: null,
  ...extra,
});

/** What only a fault of the program or of the computer brings about, so that it is shown here as it would be told. */
const FAULTS = {
  '/status': {
    size_bytes: 1,
    events: 41_200,
    consumers: [
      { name: 'workflows', position: 41_200, behind: 0, parked: 2 },
      { name: 'search', position: 38_000, behind: 3_200, parked: 0 },
    ],
    outbox_waiting: 1,
    outbox_held: 2,
    outbox_failed: 1,
    last_backup_ms: null,
    last_check_ms: null,
    restored_ms: null,
  },
  '/consumers/held': {
    items: [
      {
        consumer: 'workflows',
        subject_type: 'customer',
        subject_id: 6,
        subject_title: 'Kestrel Court Residents’ Association of the Lower Harbourside and Wapping Wharf',
        waiting: 2,
        first_seq: 200,
        error: 'The condition compares a date with the word “soon”.',
      },
    ],
  },
  '/consumers/release': { events: 2 },
  '/outbox': {
    items: [
      message(5, 'waiting', { attempts: 2, error: 'The desktop is asleep.' }),
      message(4, 'failed', { attempts: 8, error: 'The desktop shows no notifications.' }),
      message(3, 'held', { error: 'Restored from a backup.' }),
      message(2, 'held', { error: 'Restored from a backup.', body: 'هل يمكن تأجيل موعد الصيانة؟' }),
      message(1, 'sent', { sent_ms: NOW.getTime() - 3_500_000 }),
    ],
    next: null,
  },
};

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('what is held and what failed says why and what to do', async ({ page }) => {
      const sent: unknown[] = [];
      await fakeBackend(page, FAULTS);
      page.on('request', (request) => {
        if (request.url().endsWith('/consumers/release')) sent.push(request.postDataJSON());
      });
      await page.goto('/settings/outgoing');
      await expect(page.getByText('Given up after 8 tries. The desktop shows no notifications.')).toBeVisible();
      await expect(page.getByText('3,200 events to go: 38,000 of 41,200 are read.')).toBeVisible();
      await expect(page.getByRole('link', { name: /2 changes are held back/ })).toBeVisible();
      await expectAccessible(page);
      const held = page.getByRole('region', { name: 'Held back' });
      await held.getByRole('button', { name: /^Leave out/ }).click();
      const dialog = page.getByRole('dialog', { name: 'Leave these changes out' });
      await expect(dialog).toContainText('will never react to the 2 changes');
      await expectAccessible(page);
      await dialog.getByRole('button', { name: 'Leave out' }).click();
      await expect(page.getByRole('status').filter({ hasText: '2 changes were left out' })).toBeVisible();
      await held.getByRole('button', { name: /^Try again/ }).click();
      await expect(page.getByRole('status').filter({ hasText: '2 changes are tried again' })).toBeVisible();
      const subject = { consumer: 'workflows', subject_type: 'customer', subject_id: 6 };
      expect(sent).toEqual([{ ...subject, discard: true }, subject]);
      await page.getByRole('button', { name: 'Send all 2 held' }).click();
      await expect(page.getByRole('dialog', { name: 'Send everything that is held' })).toContainText('2 messages');
      await expectAccessible(page);
    });
  });
}
