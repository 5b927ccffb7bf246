/** Where the focus was goes on when what took it is gone. */
import { useLayoutEffect } from 'react';

/** The newest place outside menus: a menu goes as its item opens something, so the way back is to the menu's button. */
let place: HTMLElement | undefined;

window.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest('[role="menu"]')) place = target;
});

/** A layer has faded out by then. */
const GONE_MS = 200;

const isLost = () => document.activeElement === null || document.activeElement === document.body;

/** Many layers live only while they are open, and end before their frame could hand the focus back. */
export function useFocusBack(open: boolean): void {
  // Before the layer draws the focus into itself.
  useLayoutEffect(() => {
    if (!open) return;
    const before = place;
    const back = () => before?.isConnected && before.focus({ preventScroll: true });
    return () => {
      back();
      // While it fades, a layer may draw the focus in once more, and lets it fall when it is gone.
      setTimeout(() => isLost() && back(), GONE_MS);
    };
  }, [open]);
}
