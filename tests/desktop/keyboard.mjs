/** A person who never touches the mouse. */
import { Key } from 'webdriverio';

const TABS_MAX = 60;

/** Moves the focus with `key` until it rests on something that is called `name`. */
export async function moveTo(browser, name, key = Key.Tab) {
  for (let pressed = 0; pressed < TABS_MAX; pressed += 1) {
    if ((await focused(browser)).includes(name)) return;
    await browser.keys(key);
  }
  throw new Error(`“${name}” cannot be reached with ${TABS_MAX} presses; the focus is on “${await focused(browser)}”`);
}

function focused(browser) {
  return browser.execute(() => {
    const { activeElement, body } = document;
    if (!activeElement || activeElement === body) return '';
    return activeElement.getAttribute('aria-label') ?? activeElement.textContent;
  });
}

/** Waits until the page says `text`, or until it no longer does. */
export async function says(browser, text, { gone = false, where = 'body' } = {}) {
  await browser.waitUntil(async () => (await browser.$(where).getText()).includes(text) !== gone, {
    timeout: 10_000,
    timeoutMsg: `The window ${gone ? 'still' : 'never'} said “${text}”. It says:\n${await browser.$('body').getText()}`,
  });
}
