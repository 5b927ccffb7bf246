/** The keys and actions that begin an answer: they switch the composer and put the cursor into it. */
import type { RefObject } from 'react';
import type { ComposerMode } from '@/components/Composer';
import { useShortcut } from '@/lib/shortcuts';
import { setMode } from './drafts';

const GROUP = 'tickets:title';

export function useStartReply(
  ticketId: number,
  text: RefObject<HTMLTextAreaElement | null>,
): (mode: ComposerMode) => void {
  const start = (mode: ComposerMode) => {
    setMode(ticketId, mode);
    text.current?.focus();
  };
  useShortcut({
    id: 'tickets.reply',
    keys: 'r',
    labelKey: 'tickets:shortcut.reply',
    groupKey: GROUP,
    run: () => start('reply'),
  });
  useShortcut({
    id: 'tickets.note',
    keys: 'shift+n',
    labelKey: 'tickets:shortcut.note',
    groupKey: GROUP,
    run: () => start('note'),
  });
  return start;
}
