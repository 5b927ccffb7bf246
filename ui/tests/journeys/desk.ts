/** What journeys share: records made through the API, and the ear for complaints. */
import { expect, type Page } from '@playwright/test';

/** Journeys against the real server only; without one there is nothing to travel through. */
export const SERVER = process.env.ONHAND_E2E_URL;

/** Calls the API as the signed-in person. */
export async function api<T>(page: Page, method: string, path: string, data?: object): Promise<T> {
  const response = await page.request.fetch(`/api/v1${path}`, { method, ...(data ? { data } : {}) });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Past the first choice, so that pages show themselves. The second to ask is told that it was made. */
export async function startEmpty(page: Page): Promise<void> {
  await page.request.post('/api/v1/business/start', { data: { choice: 'empty' } });
}

/**
 * Collects what the page complains about and every question the server refuses; call the answer at the end.
 * `refusals` are statuses that the journey is about, e.g. 409 where two people save.
 */
export function watchConsole(page: Page, { refusals = [] }: { refusals?: readonly number[] } = {}): () => void {
  const said: string[] = [];
  page.on('console', (message) => {
    // The browser's own remark on an answer; answers are looked at below.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400 && !refusals.includes(response.status()))
      said.push(`${response.status()} ${response.url()}`);
  });
  return () => expect(said).toEqual([]);
}

/** A workflow that tells you about the tickets of this journey, and nobody else's. */
export async function tellAbout(page: Page, word: string): Promise<void> {
  const { user } = await api<{ user: { id: number } }>(page, 'GET', '/session');
  const { id } = await api<{ id: number }>(page, 'POST', '/workflows', {
    name: `Tell about ${word}`,
    trigger: { type: 'event', kind: 'ticket.created' },
    conditions: { combinator: 'and', rules: [{ field: 'subject', operator: 'contains', value: word }] },
    actions: [{ type: 'notify', to: user.id, text: '{{subject}}' }],
  });
  await api(page, 'POST', `/workflows/${id}/enable`);
}
