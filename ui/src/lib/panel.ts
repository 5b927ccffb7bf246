/** The right panel: pages put content into it through `components/Panel`, the shell draws its place. */
import { create } from 'zustand';

interface PanelState {
  /** Where content goes; null while the shell draws no panel. */
  target: HTMLElement | null;
  /** How many pages on screen have content for it. */
  users: number;
  /** Below 1280 the panel is a drawer. */
  drawerOpen: boolean;
}

export const usePanel = create<PanelState>(() => ({ target: null, users: 0, drawerOpen: false }));

export const togglePanel = (): void => usePanel.setState(({ drawerOpen }) => ({ drawerOpen: !drawerOpen }));
