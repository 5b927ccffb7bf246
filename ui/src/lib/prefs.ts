/** How this person likes this window; kept on this device. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface Prefs {
  density: 'comfortable' | 'compact';
  navCollapsed: boolean;
  setDensity: (density: Prefs['density']) => void;
  toggleNav: () => void;
}

export const usePrefs = create<Prefs>()(
  persist(
    (set) => ({
      density: 'comfortable',
      navCollapsed: false,
      setDensity: (density) => set({ density }),
      toggleNav: () => set(({ navCollapsed }) => ({ navCollapsed: !navCollapsed })),
    }),
    { name: 'onhand.prefs' },
  ),
);

/** Row heights in pixels, for what must be counted rather than styled. The same numbers stand in global.css. */
const ROWS = {
  today: [56, 44],
  ticket: [64, 48],
  table: [48, 36],
  people: [40, 32],
  group: [32, 28],
} as const;

export type RowKind = keyof typeof ROWS;

export function useRowHeight(kind: RowKind): number {
  return usePrefs((prefs) => ROWS[kind][prefs.density === 'compact' ? 1 : 0]);
}
