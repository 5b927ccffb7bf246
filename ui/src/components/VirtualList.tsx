import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useShortcut } from '@/lib/shortcuts';
import { Skeleton } from './Skeleton';
import classes from './VirtualList.module.css';
import { VirtualRow } from './VirtualRow';

export interface VirtualListProps<T> {
  /** Names the list for those who hear it. */
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string | number;
  /** Draws the inside of a row; the row's ground, line and selection belong to the list. */
  render: (item: T, selected: boolean) => ReactNode;
  /** Height in pixels, e.g. `useRowHeight('ticket')`. */
  rowHeight: number;
  /** Rows of another height, such as group headers. */
  heightOf?: (item: T) => number;
  /** A row that cannot be selected, such as a group header. */
  isHeader?: (item: T) => boolean;
  selectedKey?: string | number | undefined;
  /** Moving with j, k or the arrows, and clicking. */
  onSelect?: (item: T) => void;
  /** Enter, or clicking the row that is selected already. */
  onOpen?: (item: T) => void;
  /** The end came near: fetch the next page. */
  onEnd?: () => void;
  /** More pages exist; reserves room for the rows on their way. */
  hasMore?: boolean;
  /** Drawn over the first rows, scrolls along. */
  before?: ReactNode;
  className?: string;
}

/** Rows kept beyond what is seen; enough for fast scrolling, few enough for WebKit. */
const OVERSCAN = 8;
/** This close to the end the next page is asked for. */
const NEAR_END = 15;

const LIST = 'common:shortcut.list';

/** A list of any length, moved through with j, k, arrows, Home and End. */
export function VirtualList<T>({
  label,
  items,
  keyOf,
  render,
  rowHeight,
  heightOf,
  isHeader = () => false,
  selectedKey,
  onSelect,
  onOpen,
  onEnd,
  hasMore = false,
  before,
  className,
}: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => {
      const item = items[i];
      return item !== undefined && heightOf ? heightOf(item) : rowHeight;
    },
    getItemKey: (i) => {
      const item = items[i];
      return item === undefined ? i : keyOf(item);
    },
    overscan: OVERSCAN,
  });
  const rows = virtual.getVirtualItems();
  const lastShown = rows.at(-1)?.index ?? -1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height means every measured size is stale.
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  useEffect(() => {
    if (hasMore && lastShown >= items.length - NEAR_END) onEnd?.();
  }, [hasMore, lastShown, items.length, onEnd]);

  const selectedIndex = selectedKey === undefined ? -1 : items.findIndex((item) => keyOf(item) === selectedKey);

  const isListed = selectedIndex >= 0;
  // Also when it was opened elsewhere, or arrives with a later page. Rows that move do not scroll the list by themselves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection is shown, not another place of it.
  useEffect(() => {
    if (isListed) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [virtual, selectedKey, isListed]);

  const select = (from: number, step: 1 | -1) => {
    for (let i = from; i >= 0 && i < items.length; i += step) {
      const item = items[i];
      if (item === undefined || isHeader(item)) continue;
      virtual.scrollToIndex(i, { align: 'auto' });
      onSelect?.(item);
      return;
    }
  };
  const next = () => select(selectedIndex + 1, 1);
  const previous = () => select(selectedIndex < 0 ? 0 : selectedIndex - 1, -1);
  const open = () => {
    const item = items[selectedIndex];
    if (item !== undefined) onOpen?.(item);
  };
  useShortcut(
    { id: 'list.next', keys: 'j', labelKey: 'common:shortcut.next', groupKey: LIST, run: next, hidden: true },
    onSelect !== undefined,
  );
  useShortcut(
    {
      id: 'list.previous',
      keys: 'k',
      labelKey: 'common:shortcut.previous',
      groupKey: LIST,
      run: previous,
      hidden: true,
    },
    onSelect !== undefined,
  );
  useShortcut(
    { id: 'list.open', keys: 'enter', labelKey: 'common:shortcut.open', groupKey: LIST, run: open, hidden: true },
    onOpen !== undefined,
  );

  const moveFor = (key: string) => {
    switch (key) {
      case 'ArrowDown':
        return next;
      case 'ArrowUp':
        return previous;
      case 'Home':
        return () => select(0, 1);
      case 'End':
        return () => select(items.length - 1, -1);
      default:
        return undefined;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    const move = moveFor(event.key);
    if (!move) return;
    event.preventDefault();
    move();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by transform inside one tall element.
    <div
      ref={scroller}
      className={clsx(classes.scroller, className)}
      role="list"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse.
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {before}
      <div className={classes.space} style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const header = isHeader(item);
          const selected = row.index === selectedIndex;
          return (
            <VirtualRow
              key={row.key}
              header={header}
              selected={selected}
              size={items.length}
              index={row.index}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              onClick={header ? undefined : () => (selected && onOpen ? onOpen(item) : (onSelect ?? onOpen)?.(item))}
            >
              {render(item, selected)}
            </VirtualRow>
          );
        })}
      </div>
      {hasMore && <Skeleton rows={2} height={rowHeight} />}
    </div>
  );
}
