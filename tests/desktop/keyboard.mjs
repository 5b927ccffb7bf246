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

/** Waits until the focus has come to what is called `name` by itself. */
export async function restsOn(browser, name) {
  await browser.waitUntil(async () => (await focused(browser)).includes(name), {
    timeoutMsg: `The focus never came to “${name}”`,
  });
}

function focused(browser) {
  return browser.execute(() => {
    const { activeElement, body } = document;
    if (!activeElement || activeElement === body) return '';
    const label = activeElement.labels?.[0]?.textContent ?? activeElement.getAttribute('aria-label');
    return label ?? activeElement.textContent;
  });
}

/** Waits until the page says `text`, or until it no longer does. */
export async function says(browser, text, { gone = false, where = 'body' } = {}) {
  await browser.waitUntil(async () => (await shown(browser, where)).includes(text) !== gone, {
    timeout: 10_000,
    timeoutMsg: `${where} ${gone ? 'still says' : 'never said'} “${text}”; look at the picture “failed”`,
  });
}

function shown(browser, where) {
  return browser.execute((selector) => document.querySelector(selector)?.innerText ?? '', where);
}
