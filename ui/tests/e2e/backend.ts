/** Answers the frame's own reads in the browser, for tests that look at the frame alone. */
import type { Page } from '@playwright/test';

/** Friday 20 November 2026, 09:42 in London. */
export const NOW = new Date('2026-11-20T09:42:00Z');

const count = (n: number) => ({ n, more: false });

/** How a file does that is well. */
export const DATA_STATUS = {
  size_bytes: 41_200_000,
  events: 3_200,
  consumers: [{ name: 'search', position: 3_200, behind: 0, parked: 0 }],
  outbox_waiting: 0,
  outbox_held: 0,
  outbox_failed: 0,
  last_backup_ms: Date.parse('2026-11-20T07:12:00Z'),
  last_check_ms: Date.parse('2026-11-19T22:00:00Z'),
  restored_ms: null,
};

const ANSWERS: Readonly<Record<string, unknown>> = {
  '/session': {
    user: { id: 1, name: 'Maren Alder', email: 'maren@alder.example', role: 'owner', active: true, rev: 1 },
    business: { name: 'Alder & Finch', zone: 'Europe/London', currency: 'GBP', locale: 'en-GB', rev: 1 },
    first_start: false,
    version: '0.1.0',
    roads: { desktop: false },
  },
  '/status': DATA_STATUS,
  '/jobs': { items: [], next: null },
  '/today': { groups: [], counts: { all: 14, tickets: 5 }, done_today: 6, total_today: 20 },
  '/tickets/counts': { views: { needs_answer: count(23), mine: count(9) }, teams: {} },
};

/** Answers `overrides` first, then the frame's usual answers, then an empty list. Every write makes change 7. */
export async function fakeBackend(page: Page, overrides: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.route('**/api/v1/**', (route) => {
    const path = new URL(route.request().url()).pathname.replace('/api/v1', '');
    if (path === '/live') return route.fulfill({ contentType: 'text/event-stream', body: ': hello\n\n' });
    const headers: Record<string, string> = route.request().method() === 'GET' ? {} : { 'onhand-change': '7' };
    return route.fulfill({ headers, json: overrides[path] ?? ANSWERS[path] ?? { items: [], next: null } });
  });
}
