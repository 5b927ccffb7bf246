import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from './Chip';
import classes from './TimelineEntry.module.css';

interface TimelineEntryProps {
  /** 48 wide: a clock or a date. */
  time: ReactNode;
  icon: Icon;
  /** Tinted only for money, tickets and states. */
  tone?: Tone;
  title: string;
  /** Opens the record. */
  onOpen?: () => void;
  detail?: ReactNode;
  text?: string | undefined;
  /** At the right, bold. */
  amount?: ReactNode;
  /** Small buttons that appear with the pointer or the focus. */
  tools?: ReactNode;
  /** No thread below: the next thing is a date. */
  last?: boolean;
}

/** One happening on a timeline: time, disc, what it was. */
export function TimelineEntry({
  time,
  icon: IconShape,
  tone = 'neutral',
  title,
  onOpen,
  detail,
  text,
  amount,
  tools,
  last,
}: TimelineEntryProps) {
  return (
    <article className={classes.entry} data-last={last || undefined}>
      <span className={classes.time}>{time}</span>
      <span className={classes.disc} data-tone={tone}>
        <IconShape size={14} stroke={2} aria-hidden="true" />
      </span>
      <div className={classes.what}>
        <p className={classes.line}>
          {onOpen ? (
            <button type="button" className={classes.title} dir="auto" onClick={onOpen}>
              {title}
            </button>
          ) : (
            <b className={classes.title} dir="auto">
              {title}
            </b>
          )}
          {detail && <span className={classes.detail}>{detail}</span>}
        </p>
        {text && (
          <p className={classes.text} dir="auto">
            {text}
          </p>
        )}
      </div>
      {(amount || tools) && (
        <span className={classes.end}>
          {amount && <span className={classes.amount}>{amount}</span>}
          {tools && <span className={classes.tools}>{tools}</span>}
        </span>
      )}
    </article>
  );
}
