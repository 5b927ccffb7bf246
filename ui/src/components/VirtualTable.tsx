import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { type RowKind, useRowHeight } from '@/lib/prefs';
import { useShortcut } from '@/lib/shortcuts';
import { Skeleton } from './Skeleton';
import classes from './VirtualTable.module.css';

export interface Column<T> {
  key: string;
  title: string;
  /** A grid track: `minmax(200px, 2fr)`, `96px`. */
  width: string;
  end?: boolean;
  cell: (row: T) => ReactNode;
}

interface VirtualTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string | number;
  row?: RowKind;
  selectedKey?: string | number | undefined;
  onSelect?: (row: T) => void;
  onOpen?: (row: T) => void;
  onEnd?: () => void;
  hasMore?: boolean;
}

const OVERSCAN = 8;
const NEAR_END = 15;
const LIST = 'common:shortcut.list';

/** A table of any length that stays a table for those who hear it; j, k, arrows and Enter as in lists. */
export function VirtualTable<T>(props: VirtualTableProps<T>) {
  const { label, columns, rows, keyOf, row = 'table', selectedKey, onSelect, onOpen, onEnd, hasMore = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const height = useRowHeight(row);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height means every measured size is stale.
  useEffect(() => virtual.measure(), [virtual, height]);
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - NEAR_END) onEnd?.();
  }, [hasMore, lastShown, rows.length, onEnd]);

  const selectedIndex = selectedKey === undefined ? -1 : rows.findIndex((r) => keyOf(r) === selectedKey);
  const select = (index: number) => {
    const target = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (target === undefined) return;
    virtual.scrollToIndex(Math.max(0, Math.min(index, rows.length - 1)));
    onSelect?.(target);
  };
  const open = () => {
    const target = rows[selectedIndex];
    if (target !== undefined) onOpen?.(target);
  };
  const next = () => select(selectedIndex + 1);
  const previous = () => select(selectedIndex - 1);
  const can = onSelect !== undefined;
  useShortcut(
    { id: 'list.next', keys: 'j', labelKey: 'common:shortcut.next', groupKey: LIST, run: next, hidden: true },
    can,
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
    can,
  );
  useShortcut(
    { id: 'list.open', keys: 'enter', labelKey: 'common:shortcut.open', groupKey: LIST, run: open, hidden: true },
    onOpen !== undefined,
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    if (event.key === 'ArrowDown') next();
    else previous();
  };

  const template = columns.map(({ width }) => width).join(' ');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be one more landmark with the table's own name.
    <div
      ref={scroller}
      className={classes.scroller}
      onKeyDown={onKeyDown}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse.
      tabIndex={0}
    >
      <table className={classes.table} aria-rowcount={rows.length + 1} aria-label={label}>
        <thead className={classes.head}>
          <tr className={classes.headRow} style={{ gridTemplateColumns: template }}>
            {columns.map(({ key, title, end }) => (
              <th key={key} scope="col" title={title} data-end={end || undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start, size }) => {
            const item = rows[index];
            if (item === undefined) return null;
            const selected = index === selectedIndex;
            return (
              <tr
                key={keyOf(item)}
                aria-rowindex={index + 2}
                aria-current={selected || undefined}
                className={classes.row}
                data-selected={selected || undefined}
                style={{ gridTemplateColumns: template, height: size, transform: `translateY(${start}px)` }}
                onClick={() => (onOpen ?? onSelect)?.(item)}
              >
                {columns.map(({ key, end, cell }) => (
                  <td key={key} data-end={end || undefined} dir="auto">
                    {cell(item)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {hasMore && <Skeleton rows={2} height={height} />}
    </div>
  );
}
