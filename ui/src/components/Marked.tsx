import type { ReactNode } from 'react';
import classes from './Marked.module.css';

/** A text with its hits bold and underlined. Offsets count UTF-16 units and may not overlap. */
export function Marked({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start < at || end > text.length) continue;
    pieces.push(text.slice(at, start));
    pieces.push(
      <mark key={start} className={classes.hit}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  pieces.push(text.slice(at));
  return <>{pieces}</>;
}
