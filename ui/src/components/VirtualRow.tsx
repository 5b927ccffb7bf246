import clsx from 'clsx';
import type { CSSProperties, ReactNode } from 'react';
import classes from './VirtualList.module.css';

interface VirtualRowProps {
  header: boolean;
  selected: boolean;
  size: number;
  index: number;
  style: CSSProperties;
  onClick: (() => void) | undefined;
  children: ReactNode;
}

/** One placed row; the list decides what it holds and whether it is selected. */
export function VirtualRow({ header, selected, size, index, style, onClick, children }: VirtualRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys live on the list: arrows move, Enter opens.
    // biome-ignore lint/a11y/useSemanticElements: virtual rows are placed by transform inside one tall element.
    <div
      role="listitem"
      aria-setsize={size}
      aria-posinset={index + 1}
      aria-current={selected ? 'true' : undefined}
      className={clsx(classes.row, header && classes.header)}
      data-selected={selected || undefined}
      style={style}
      onClick={onClick}
    >
      {children}
    </div>
  );
}
