import type { ReactNode } from 'react';
import classes from './ListRow.module.css';

interface ListRowProps {
  /** 6-px dot in the gutter, and bold text. */
  unread?: boolean;
  /** Said aloud for the dot. */
  unreadLabel?: string;
  /** 14-px glyph or avatar at the left. */
  sign?: ReactNode;
  /** Line 1, 13 px: who. */
  top: string;
  /** Right of line 1: priority, due. Never cut. */
  topEnd?: ReactNode;
  /** Line 2, 14 px: what. The one that is cut. */
  main: string;
  /** Right of line 2: an avatar, an amount. */
  mainEnd?: ReactNode;
}

/** Two lines of a narrow list, as in the ticket list. */
export function ListRow({ unread = false, unreadLabel, sign, top, topEnd, main, mainEnd }: ListRowProps) {
  return (
    <div className={classes.row} data-unread={unread || undefined}>
      {unread && <span className={classes.dot} role="img" aria-label={unreadLabel} />}
      <span className={classes.sign}>{sign}</span>
      <div className={classes.lines}>
        <p className={classes.cut}>
          <span className={classes.top} dir="auto">
            {top}
          </span>
          <span className={classes.end}>{topEnd}</span>
        </p>
        <p className={classes.cut}>
          <span className={classes.main} dir="auto">
            {main}
          </span>
          <span className={classes.end}>{mainEnd}</span>
        </p>
      </div>
    </div>
  );
}

interface WorkRowProps {
  /** 18-px icon of the kind. */
  icon: ReactNode;
  /** 14 bold. */
  title: string;
  /** Grey, beside the title. */
  who?: string | undefined;
  /** One sentence, 13 px. */
  why?: string | undefined;
  /** Right-aligned in a column of 104. */
  due?: ReactNode;
  /** A button of 128×28, always in the same column; give it `fullWidth`. */
  action?: ReactNode;
}

/** A thing to do: kind, what and who, why, when, and its button; as on Today. */
export function WorkRow({ icon, title, who, why, due, action }: WorkRowProps) {
  return (
    <div className={classes.work}>
      <span className={classes.kind}>{icon}</span>
      <div className={classes.what}>
        <p className={classes.line}>
          <b className={classes.title} dir="auto">
            {title}
          </b>
          {who && (
            <span className={classes.who} dir="auto">
              {who}
            </span>
          )}
        </p>
        {why && (
          <p className={classes.why} dir="auto">
            {why}
          </p>
        )}
      </div>
      <span className={classes.due}>{due}</span>
      <span className={classes.action}>{action}</span>
    </div>
  );
}
