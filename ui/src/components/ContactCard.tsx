import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Avatar } from './Avatar';
import classes from './ContactCard.module.css';

interface ContactAnchorProps extends Omit<ComponentPropsWithRef<'a'>, 'children'> {
  name: string;
  kind?: 'person' | 'organisation';
  /** Second line: a place, a job, a number. */
  detail?: string | undefined;
}

function ContactAnchor({ name, kind = 'person', detail, ...rest }: ContactAnchorProps) {
  return (
    <a {...rest} className={classes.who}>
      <Avatar name={name} kind={kind} size={40} decorative />
      <span className={classes.lines}>
        <b className={classes.cut} dir="auto">
          {name}
        </b>
        {detail && (
          <span className={classes.detail} dir="auto">
            {detail}
          </span>
        )}
      </span>
    </a>
  );
}

const ContactLink = createLink(ContactAnchor);

interface ContactCardProps {
  id: number;
  name: string;
  kind: 'person' | 'organisation';
  detail?: string | undefined;
  /** Framed icon buttons at the right. */
  actions?: ReactNode;
}

/** Who it is about, at the top of the panel's people part; opens the record. */
export function ContactCard({ id, name, kind, detail, actions }: ContactCardProps) {
  // The address is the customers room's own; this part of the program only knows that it leads there.
  const to: string = `/customers/${id}`;
  return (
    <div className={classes.card}>
      <ContactLink to={to} name={name} kind={kind} detail={detail} />
      {actions}
    </div>
  );
}
