/** From the first start to the first undo in the real window, by keyboard. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Key } from 'webdriverio';
import { moveTo, restsOn, says } from './keyboard.mjs';
import { openPorts } from './ports.mjs';
import { openWindow, photograph } from './window.mjs';

const NAME = 'Zofia Wiśniewska';
const TOASTS = '[role=status]';
const SECOND_START_MS = 15_000;

let window;

before(async () => {
  window = await openWindow();
});

after(async () => {
  await window?.close();
});

test('from the first start to a customer, and back by undo', async () => {
  try {
    await journey(window.browser);
  } catch (error) {
    await photograph(window.browser, 'failed');
    throw error;
  }
});

async function journey(browser) {
  await says(browser, 'Welcome to Onhand');
  await photograph(browser, '1-welcome');
  await moveTo(browser, 'Start empty');
  await browser.keys(Key.Enter);

  await says(browser, 'About your business');
  await restsOn(browser, 'Name of the business');
  await browser.keys('Alder & Finch');
  await moveTo(browser, 'Your name');
  await browser.keys('Maren Alder');
  await browser.keys(Key.Enter);
  await browser.waitUntil(async () => /^Today/.test(await browser.getTitle()));
  await says(browser, 'Alder & Finch');
  await browser.$('button[aria-label="You: Maren Alder"]').waitForDisplayed();
  await photograph(browser, '2-today');

  await browser.keys('n');
  await moveTo(browser, 'New customer', Key.ArrowDown);
  await browser.keys(Key.Enter);
  await restsOn(browser, 'Name');
  await browser.keys(NAME);
  await photograph(browser, '3-form');
  await browser.keys(Key.Enter);
  await says(browser, NAME, { where: TOASTS });

  // Letters are shortcuts again only when the form has gone.
  await browser.$('[role=dialog]').waitForDisplayed({ reverse: true });
  await browser.keys('g');
  await browser.keys('c');
  await says(browser, 'All customers', { where: 'main' });
  await says(browser, NAME, { where: 'main' });
  await photograph(browser, '4-customers');

  await browser.$(TOASTS).$('button=Undo').click();
  await says(browser, 'Undone', { where: TOASTS });
  await says(browser, NAME, { where: 'main', gone: true });
  await photograph(browser, '5-undone');
}

test('a second start ends at once, opens nothing and leaves the window as it is', async () => {
  const title = await window.browser.getTitle();
  const data = path.join(window.folder, 'second');
  const second = spawn(process.env.ONHAND_DESKTOP_BIN, ['--data', data], { env: window.env, stdio: 'inherit' });
  const [code] = await once(second, 'exit', { signal: AbortSignal.timeout(SECOND_START_MS) });
  assert.equal(code, 0);
  assert.equal(existsSync(data), false);
  assert.equal(await window.browser.getTitle(), title);
});

test('the window listens on no port', async () => {
  assert.deepEqual(await openPorts(process.env.ONHAND_DESKTOP_BIN), []);
});
