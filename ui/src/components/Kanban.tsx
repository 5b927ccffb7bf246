import { type Icon, IconAlertCircle, IconCheck, IconClock } from '@tabler/icons-react';
import clsx from 'clsx';
import type { ReactNode, Ref } from 'react';
import { Avatar } from './Avatar';
import { Chip, type Tone } from './Chip';
import classes from './Kanban.module.css';

interface KanbanColumnProps {
  name: string;
  count: string;
  /** At the right of the name: "30%". */
  note?: string;
  /** Bold: the sum. */
  sum: ReactNode;
  /** Grey, at the right of the sum: "£9,066 weighted". */
  sumNote?: ReactNode;
  /** The bar, 0 to 1. */
  share: number;
  /** Something is dragged over it. */
  target?: boolean;
  /** For what makes the cards' place a drop target. */
  cardsRef?: Ref<HTMLDivElement>;
  cardsProps?: object;
  children: ReactNode;
}

/** One stage of a board. The scrolling part holds the cards. */
export function KanbanColumn(props: KanbanColumnProps) {
  const { name, count, note, sum, sumNote, share, target = false, cardsRef, cardsProps, children } = props;
  return (
    <section className={classes.column} aria-label={name}>
      <header className={classes.head}>
        <p className={classes.line}>
          <b dir="auto">{name}</b>
          <span>{count}</span>
          <span className={classes.end}>{note}</span>
        </p>
        <p className={classes.line}>
          <b>{sum}</b>
          <span className={classes.end}>{sumNote}</span>
        </p>
        <div className={classes.bar}>
          <span style={{ width: `${Math.min(share, 1) * 100}%` }} />
        </div>
      </header>
      <div {...cardsProps} ref={cardsRef} className={clsx(classes.cards, target && classes.target)}>
        {children}
      </div>
    </section>
  );
}

interface KanbanStripProps {
  name: string;
  count: string;
  target?: boolean;
  cardsRef?: Ref<HTMLDivElement>;
  cardsProps?: object;
  /** Opens what lies in it. */
  onOpen: () => void;
  children: ReactNode;
}

/** A stage that takes cards but does not show them: narrow, its name on its side. */
export function KanbanStrip({ name, count, target = false, cardsRef, cardsProps, onOpen, children }: KanbanStripProps) {
  return (
    <section className={clsx(classes.column, classes.strip)} aria-label={name}>
      <button type="button" className={classes.stripName} onClick={onOpen}>
        <b dir="auto">{name}</b> <span>{count}</span>
      </button>
      <div {...cardsProps} ref={cardsRef} className={clsx(classes.cards, target && classes.target)}>
        {children}
      </div>
    </section>
  );
}

/** Columns side by side, at least 224 wide. */
export function KanbanBoard({ children }: { children: ReactNode }) {
  return <div className={classes.board}>{children}</div>;
}

type LimitState = 'ok' | 'soon' | 'over' | 'done';

const PILLS: Readonly<Record<LimitState, { tone: Tone; icon: Icon }>> = {
  ok: { tone: 'neutral', icon: IconClock },
  soon: { tone: 'amber', icon: IconClock },
  over: { tone: 'red', icon: IconAlertCircle },
  done: { tone: 'green', icon: IconCheck },
};

interface KanbanCardProps {
  who?: string | undefined;
  title: string;
  value: ReactNode;
  /** "4 days", "12 Nov". */
  days: string;
  limit: LimitState;
  owner?: string | undefined;
  /** The line beneath: icon and words. */
  next?: { icon: Icon; text: string } | undefined;
  focused?: boolean;
  dragging?: boolean;
}

/** The inside of a card; what drags and what focuses it is the feature's. */
export function KanbanCard({ who, title, value, days, limit, owner, next, focused, dragging }: KanbanCardProps) {
  const pill = PILLS[limit];
  return (
    <div className={classes.card} data-focused={focused || undefined} data-dragging={dragging || undefined}>
      <div className={classes.main}>
        {who && (
          <p className={classes.who} dir="auto">
            {who}
          </p>
        )}
        <p className={classes.title} dir="auto">
          {title}
        </p>
        <p className={classes.facts}>
          <b>{value}</b>
          <Chip tone={pill.tone} icon={pill.icon}>
            {days}
          </Chip>
          {owner && (
            <span className={classes.end}>
              <Avatar name={owner} size={20} />
            </span>
          )}
        </p>
      </div>
      {next && (
        <p className={classes.next}>
          <next.icon size={16} stroke={1.75} aria-hidden="true" />
          <span dir="auto">{next.text}</span>
        </p>
      )}
    </div>
  );
}
