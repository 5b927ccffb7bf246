/** What is on a page can be reached: scrolled to, inside the window, and not beneath something else. */
import { expect, type Locator } from '@playwright/test';

/** Controls inside that a pointer cannot reach, by what they are called. */
function unreachable(place: Locator): Promise<string[]> {
  return place.evaluate((root) => {
    // Links to a place on the page itself show when they have the focus.
    const controls = root.querySelectorAll<HTMLElement>(
      'button, a[href]:not([href^="#"]), input:not([type="hidden"]), select, textarea, [role="switch"], [role="menuitem"]',
    );
    const isShown = (control: HTMLElement) => {
      const { width, height } = control.getBoundingClientRect();
      return width > 1 && height > 1 && control.checkVisibility({ visibilityProperty: true });
    };
    const isHit = (control: HTMLElement) => {
      control.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      if (x < 0 || y < 0 || x > window.innerWidth || y > window.innerHeight) return false;
      const hit = document.elementFromPoint(x, y);
      const owner = (element: Element) => element.closest('label, button, a');
      return hit !== null && (control.contains(hit) || (owner(hit) !== null && owner(hit) === owner(control)));
    };
    return [...controls]
      .filter((control) => isShown(control) && !control.closest('[aria-hidden="true"], [inert]'))
      .filter((control) => !isHit(control))
      .map((control) => control.ariaLabel ?? control.textContent?.trim() ?? control.outerHTML.slice(0, 120));
  });
}

export async function expectReachable(place: Locator): Promise<void> {
  await expect.poll(() => unreachable(place)).toEqual([]);
}
