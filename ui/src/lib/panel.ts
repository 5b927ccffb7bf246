/** The right panel: pages put content into it through `components/Panel`, the shell draws its place. */
import { create } from 'zustand';

interface PanelState {
  /** Where content goes; null while the shell draws no panel. */
  target: HTMLElement | null;
  /** How many pages on screen have content for it. */
  users: number;
  /** Below 1280 the panel is a drawer. */
  drawerOpen: boolean;
  /** From 1280 on the person may want the room for the page. */
  hidden: boolean;
}

export const usePanel = create<PanelState>(() => ({ target: null, users: 0, drawerOpen: false, hidden: false }));

/** Below this the panel has no column of its own. */
const NARROW = '(max-width: 1279px)';

/** Narrow windows open and close the drawer, wide ones hide and show the column. */
export function togglePanel(): void {
  if (window.matchMedia(NARROW).matches) usePanel.setState(({ drawerOpen }) => ({ drawerOpen: !drawerOpen }));
  else usePanel.setState(({ hidden }) => ({ hidden: !hidden }));
}
