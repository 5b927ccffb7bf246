/** What Onhand told you, how much of it is unread, and marking it as read. */
import type { Item } from '@/lib/api';
import { type Pages, type Patch, usePages, useRead, useWrite, type Write } from '@/lib/query';

export type Notification = Item<'notifications.list'>;

/** Counting stops here: "99+". */
const COUNTED = 99;
const PAGE = 30;

/** "3", "99+", or undefined when everything was read. */
export function useUnreadCount(): string | undefined {
  const unread = useRead('notifications.list', { unread: true, limit: COUNTED + 1 }).data?.items.length ?? 0;
  if (unread === 0) return undefined;
  return unread > COUNTED ? `${COUNTED}+` : String(unread);
}

export const useNotifications = (): Pages<'notifications.list'> => usePages('notifications.list', { limit: PAGE });

/** Marks in every answer at hand: lists keep the rows, the unread ones lose them. */
function patchRead(patch: Patch, id: number | null | undefined): void {
  const isMeant = (note: Notification) => id === undefined || id === null || note.id === id;
  patch('notifications.list', (page, args) => ({
    ...page,
    items: args.unread
      ? page.items.filter((note) => !isMeant(note))
      : page.items.map((note) => (isMeant(note) ? { ...note, read_ms: note.read_ms ?? Date.now() } : note)),
  }));
}

/** Marks one, or all when no id is given. */
export const useMarkRead = (): Write<'notifications.read'> =>
  useWrite('notifications.read', { optimistic: ({ id }, patch) => patchRead(patch, id) });
