import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ConflictList } from '@/components/ConflictList';
import { Dialog } from '@/components/Dialog';
import { useValueText } from '@/components/RecordValue';
import { Skeleton } from '@/components/Skeleton';
import { ApiError, type Item } from '@/lib/api';
import { useRead } from '@/lib/query';
import { undoChange } from '@/lib/undo';
import { useChangeWords } from './ChangeWhat';
import classes from './Settings.module.css';

interface UndoDialogProps {
  change: Item<'changes.list'>;
  onClose: () => void;
}

/** What undoing a change would do, and what stays because somebody changed it since. */
export function UndoDialog({ change, onClose }: UndoDialogProps) {
  const { t } = useTranslation('settings');
  const words = useChangeWords(change);
  const say = useValueText(undefined);
  const preview = useRead('undo.preview', { change_id: change.id });
  const { data, error } = preview;
  const undo = () => {
    void undoChange(change.id);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('history.undoTitle')}
      lead={words}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" disabled={!data} onClick={undo}>
            {t('history.undoNow')}
          </Button>
        </>
      }
    >
      <div className={classes.preview}>
        {error && (
          <p role="alert">
            {error instanceof ApiError
              ? [error.message, error.hint].filter(Boolean).join(' ')
              : t('common:error.unexpected')}
          </p>
        )}
        {!data && !error && <Skeleton rows={2} height={24} />}
        {data && <p>{t('history.takesBack', { count: data.events })}</p>}
        {data && data.conflicts.length > 0 && (
          <>
            <p className={classes.help}>{t('history.stays', { count: data.conflicts.length })}</p>
            <ConflictList conflicts={data.conflicts} say={say} />
          </>
        )}
        {data && data.follow_ups.length > 0 && (
          <p className={classes.help}>{t('history.followUps', { count: data.follow_ups.length })}</p>
        )}
      </div>
    </Dialog>
  );
}
