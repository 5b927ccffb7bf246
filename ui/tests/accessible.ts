/** The eye for accessibility that every test shares. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Waits until nothing moves or changes colour any more: what is still fading in has the contrast of a ghost. What goes
 * on for ever, such as a turning ring, is nobody's passage.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ends = (effect: AnimationEffect | null) => Number.isFinite(effect?.getComputedTiming().endTime);
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const passing = () =>
      document.getAnimations().filter(({ playState, effect }) => playState === 'running' && ends(effect));
    // One frame for what was just asked for to begin, one for what its end sets off.
    await frame();
    for (let moving = passing(); moving.length > 0; moving = passing()) {
      await Promise.allSettled(moving.map(({ finished }) => finished));
      await frame();
    }
  });
}

/** The rules that are broken, in what `within` selects or on the whole page, each with the elements that break it. No rule is left out. */
export async function accessFaults(page: Page, within?: string): Promise<string[]> {
  await settled(page);
  // What closed by itself meanwhile is looked at where it stays.
  if (within !== undefined && (await page.locator(within).count()) === 0) return [];
  const axe = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/** The computer turns light or dark, and the window follows a moment later. */
export async function turn(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
}

/** Fails with what is broken. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessFaults(page)).toEqual([]);
}

/** The same in light and in dark. It is light again afterwards. */
export async function accessFaultsInBoth(page: Page, within?: string): Promise<string[]> {
  const light = await accessFaults(page, within);
  await turn(page, 'dark');
  const dark = (await accessFaults(page, within)).map((fault) => `in the dark: ${fault}`);
  await turn(page, 'light');
  return [...light, ...dark];
}
