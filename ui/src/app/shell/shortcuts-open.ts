/** Whether the `?` overlay is open; the help button and the key share it. */
import { create } from 'zustand';

export const useShortcutsOpen = create<{ open: boolean }>(() => ({ open: false }));
export const openShortcuts = (): void => useShortcutsOpen.setState({ open: true });
export const closeShortcuts = (): void => useShortcutsOpen.setState({ open: false });
