import { type Icon, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Avatar } from './Avatar';
import classes from './Conversation.module.css';

/** A day in a conversation: line, name, line. */
export function DayHeader({ children }: { children: ReactNode }) {
  return (
    <h2 className={classes.day}>
      <span>{children}</span>
    </h2>
  );
}

interface MessageBlockProps {
  author: string;
  kind?: 'person' | 'organisation';
  /** "Portal", "replied by e-mail". */
  channel?: string;
  time: ReactNode;
  /** Ours: a line at the left. */
  ours?: boolean;
  children: ReactNode;
  /** Files beneath. */
  attachments?: ReactNode;
}

/** A message as the customer sees it. No bubbles. */
export function MessageBlock({
  author,
  kind = 'person',
  channel,
  time,
  ours = false,
  children,
  attachments,
}: MessageBlockProps) {
  return (
    <article className={classes.message}>
      <Avatar name={author} kind={kind} size={28} decorative />
      <div className={classes.column}>
        <p className={classes.head}>
          <b dir="auto">{author}</b>
          {channel && <span className={classes.channel}>{channel}</span>}
          <span className={classes.time}>{time}</span>
        </p>
        <div className={classes.body} data-ours={ours || undefined} dir="auto">
          {children}
        </div>
        {attachments && <div className={classes.files}>{attachments}</div>}
      </div>
    </article>
  );
}

interface NoteBlockProps {
  author: string;
  /** "Internal note, only your team sees this". */
  label: string;
  time: ReactNode;
  children: ReactNode;
  attachments?: ReactNode;
}

/** An internal note: its own ground, its own label, unmistakable. */
export function NoteBlock({ author, label, time, children, attachments }: NoteBlockProps) {
  return (
    <article className={classes.message}>
      <Avatar name={author} size={28} decorative />
      <div className={classes.note}>
        <p className={classes.head}>
          <IconLock size={14} stroke={2} aria-hidden="true" />
          <b dir="auto">{author}</b>
          <span className={classes.noteLabel}>{label}</span>
          <span className={classes.noteTime}>{time}</span>
        </p>
        <div className={classes.body} dir="auto">
          {children}
        </div>
        {attachments && <div className={classes.files}>{attachments}</div>}
      </div>
    </article>
  );
}

/** One line about something that happened by itself or to the record. */
export function EventLine({ icon: IconShape, time, children }: { icon: Icon; time: ReactNode; children: ReactNode }) {
  return (
    <p className={classes.event}>
      <IconShape size={14} stroke={2} aria-hidden="true" />
      <span className={classes.eventText} dir="auto">
        {children}
      </span>
      <span className={classes.time}>{time}</span>
    </p>
  );
}
