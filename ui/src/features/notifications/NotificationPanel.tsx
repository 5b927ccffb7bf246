import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { LinkButton } from '@/components/LinkButton';
import { Skeleton } from '@/components/Skeleton';
import { findRecordPath } from '@/lib/records';
import { showError } from '@/lib/undo';
import { NotificationRow } from './NotificationRow';
import classes from './Notifications.module.css';
import { type Notification, useMarkRead, useNotifications } from './use-notifications';

/** What Onhand told you, newest first; each opens what it is about. */
export function NotificationPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('notifications');
  const router = useRouter();
  const notes = useNotifications();
  const mark = useMarkRead();
  const open = async ({ id, read_ms, subject_type, subject_id }: Notification) => {
    if (read_ms === null || read_ms === undefined) mark.write({ id });
    if (!subject_type || !subject_id) return;
    try {
      const path = await findRecordPath(subject_type, subject_id);
      if (path === undefined) return;
      onClose();
      router.history.push(path);
    } catch (error) {
      showError(error);
    }
  };
  const anyUnread = notes.data?.some(({ read_ms }) => read_ms === null || read_ms === undefined) ?? false;
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <h2>{t('title')}</h2>
        {anyUnread && <LinkButton onClick={() => mark.write({})}>{t('readAll')}</LinkButton>}
      </div>
      <div className={classes.body}>
        {notes.error && !notes.data ? (
          <ErrorState error={notes.error} onRetry={() => void notes.refetch()} />
        ) : !notes.data ? (
          <Skeleton rows={4} height={64} />
        ) : notes.data.length === 0 ? (
          <EmptyState drawing="done" title={t('empty')} text={t('emptyText')} />
        ) : (
          <ul>
            {notes.data.map((note) => (
              <NotificationRow
                key={note.id}
                note={note}
                onOpen={() => void open(note)}
                onRead={() => mark.write({ id: note.id })}
              />
            ))}
          </ul>
        )}
        {notes.hasNextPage && (
          <div className={classes.more}>
            <Button variant="subtle" compact busy={notes.isFetchingNextPage} onClick={() => void notes.fetchNextPage()}>
              {t('older')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
