import {
  type Icon,
  IconBell,
  IconBook2,
  IconGitBranch,
  IconInbox,
  IconLayoutKanban,
  IconListCheck,
  IconMailOpened,
  IconPhone,
  IconUser,
} from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/IconButton';
import { RelativeTime } from '@/components/RelativeTime';
import { UserText } from '@/components/UserText';
import classes from './Notifications.module.css';
import type { Notification } from './use-notifications';

const ICONS: Readonly<Record<string, Icon>> = {
  ticket: IconInbox,
  customer: IconUser,
  deal: IconLayoutKanban,
  article: IconBook2,
  task: IconListCheck,
  interaction: IconPhone,
  workflow: IconGitBranch,
};

interface NotificationRowProps {
  note: Notification;
  onOpen: () => void;
  onRead: () => void;
}

/** One thing Onhand said: what, in full as far as two lines go, and when. */
export function NotificationRow({ note, onOpen, onRead }: NotificationRowProps) {
  const { t } = useTranslation('notifications');
  const Shape = ICONS[note.subject_type ?? ''] ?? IconBell;
  const main = useRef<HTMLButtonElement>(null);
  const read = () => {
    // Its own button goes away; the focus stays in the row.
    main.current?.focus();
    onRead();
  };
  const about = note.subject_title ?? (note.body ? note.title : undefined);
  const unread = note.read_ms === null || note.read_ms === undefined;
  return (
    <li className={classes.row} data-unread={unread || undefined}>
      <button ref={main} type="button" className={classes.note} data-note onClick={onOpen}>
        {unread && <span className={classes.dot} role="img" aria-label={t('isUnread')} />}
        <Shape className={classes.icon} size={16} stroke={1.75} aria-hidden="true" />
        <span className={classes.words}>
          <span className={classes.text}>
            <UserText lines={2}>{note.body || note.title}</UserText>
          </span>
          <span className={classes.from}>
            {about && (
              <span className={classes.title} dir="auto">
                {about}
              </span>
            )}
            <RelativeTime ms={note.created_ms} as="ago" />
          </span>
        </span>
      </button>
      {unread && (
        <span className={classes.mark}>
          <IconButton icon={IconMailOpened} label={t('read', { what: note.body || note.title })} onClick={read} />
        </span>
      )}
    </li>
  );
}
