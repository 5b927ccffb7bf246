/** The navigation's place: a column from 1024 on, that may be collapsed to its icons; below, icons that open a drawer. */
import { create } from 'zustand';
import { usePrefs } from './prefs';

/** Below this the column is always icons. The same number stands in Shell.module.css. */
export const NARROW = '(max-width: 1023px)';

export const useNavigation = create<{ drawerOpen: boolean }>(() => ({ drawerOpen: false }));

export const closeNavigation = (): void => useNavigation.setState({ drawerOpen: false });

/** Wide windows collapse and expand the column, narrow ones open and close the drawer. */
export function toggleNavigation(): void {
  if (window.matchMedia(NARROW).matches) useNavigation.setState(({ drawerOpen }) => ({ drawerOpen: !drawerOpen }));
  else usePrefs.getState().toggleNav();
}
