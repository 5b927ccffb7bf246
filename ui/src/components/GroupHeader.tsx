import type { ReactNode } from 'react';
import classes from './GroupHeader.module.css';

interface GroupHeaderProps {
  title: string;
  /** Grey, beside the title: a count, a date. */
  detail?: ReactNode;
  /** At the right edge. */
  note?: ReactNode;
  /** Stays at the top while its group scrolls; for lists that are not virtual. */
  sticky?: boolean;
}

/** The 32-px header of a group or a day in a list. */
export function GroupHeader({ title, detail, note, sticky = false }: GroupHeaderProps) {
  return (
    <div className={classes.header} data-sticky={sticky || undefined}>
      <h2 className={classes.title}>{title}</h2>
      {detail && <span>{detail}</span>}
      {note && <span className={classes.note}>{note}</span>}
    </div>
  );
}
