import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { watchConsole } from './desk';

const PROGRAM = process.env.ONHAND_BIN;

test.skip(!PROGRAM, 'needs the program');
// A server of its own signs in by its own link.
test.use({ storageState: { cookies: [], origins: [] } });

let server: ChildProcess;
let folder: string;
let signIn: string;

const at = (path: string) => new URL(path, signIn).href;

/** A desk of its own: the sample would be in the way of every other journey. */
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onhand-sample-'));
  server = spawn(PROGRAM ?? '', ['--data', folder, 'serve', '--listen', '127.0.0.1:0'], {
    cwd: '..',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!server.stdout) throw new Error('The program has no output.');
  for await (const line of createInterface({ input: server.stdout })) {
    const link = /http:\S+\/sign-in\S+/.exec(line);
    if (link) {
      signIn = link[0];
      return;
    }
  }
  throw new Error('The program ended before it said where it answers.');
});

test.afterEach(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await ended;
  await rm(folder, { recursive: true });
});

test('the sample is filled while one watches, opens on a full day, and one undo takes it back', async ({ page }) => {
  test.setTimeout(120_000);
  const quiet = watchConsole(page);
  await page.goto(signIn);
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Onhand' })).toBeVisible();
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Filling your file' })).toBeVisible();
  await expectAccessible(page);
  await expect(page).toHaveURL(/\/today$/, { timeout: 60_000 });
  await expect(page.getByRole('navigation').getByText('Alder & Finch')).toBeVisible();
  await expect(page.getByText('No heat since last night, baby at home').first()).toBeVisible();
  await expectAccessible(page);

  const found = async (): Promise<{ id: number }[]> => {
    const answer = await page.request.get(at('/api/v1/customers?q=Lotus%20Kitchen'));
    return (await answer.json()).items;
  };
  const [lotus] = await found();
  await page.goto(at(`/customers/${lotus?.id}`));
  await expect(page.getByRole('heading', { name: 'Lotus Kitchen' })).toBeVisible();
  await expect(page.getByText('Site visit with Lan and her brother Minh').first()).toBeVisible();
  await expectAccessible(page);

  await page.goto(at('/settings/history'));
  const fill = page.getByRole('row').filter({ hasText: 'The sample business Alder & Finch' });
  await fill.getByRole('button', { name: 'Undo' }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Undo change' }).click();
  await expect(fill.getByText('Undone')).toBeVisible({ timeout: 60_000 });
  expect(await found()).toEqual([]);
  quiet();
});
