/** Journeys on a desk of their own with the sample business, always the same and nobody else's. */
import { test as base, type Page } from '@playwright/test';
import { api } from './journeys/desk';
import { type FilledFolder, fillFolder, type OwnDesk, startDesk } from './own-desk';

/** Starts signed out: `desk.signIn` is the way in. */
export const test = base.extend<{ desk: OwnDesk }, { sample: FilledFolder }>({
  sample: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed.
    async ({}, use) => {
      const folder = await fillFolder();
      await use(folder);
      await folder.remove();
    },
    { scope: 'worker' },
  ],
  desk: async ({ sample }, use) => {
    const desk = await startDesk(sample.path);
    await use(desk);
    await desk.end();
  },
  baseURL: ({ desk }, use) => use(desk.at('/')),
  storageState: { cookies: [], origins: [] },
  // What moves only takes time.
  contextOptions: { reducedMotion: 'reduce' },
});

/** A record of each kind that has something to show. */
export interface Known {
  customer: number;
  ticket: number;
  deal: number;
  article: number;
  workflow: number;
}

export async function known(page: Page): Promise<Known> {
  const first = async (path: string) => (await api<{ items: { id: number }[] }>(page, 'GET', path)).items[0]?.id ?? 0;
  return {
    customer: await first('/customers?q=Lotus%20Kitchen'),
    ticket: await first('/tickets'),
    deal: await first('/deals'),
    article: await first('/articles'),
    workflow: await first('/workflows'),
  };
}
