/** From start to finish in the real window: opened, used by keyboard, undone, closed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPorts } from './ports.mjs';
import { openWindow, photograph } from './window.mjs';

let window;

before(async () => {
  window = await openWindow();
});

after(async () => {
  await window?.close();
});

test('the window shows the program and opens no port', async () => {
  const { browser } = window;
  await browser.$('nav').waitForDisplayed();
  assert.match(await browser.getTitle(), /^Today/);
  assert.deepEqual(await openPorts(process.env.ONHAND_DESKTOP_BIN), []);
  await photograph(browser, 'opened');
});
