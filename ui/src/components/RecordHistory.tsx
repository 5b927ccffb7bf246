import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Result } from '@/lib/api';
import { usePages } from '@/lib/query';
import { showError, undoChange } from '@/lib/undo';
import { AsOfDialog } from './AsOfDialog';
import { Button } from './Button';
import { Drawer } from './Drawer';
import { EmptyState } from './EmptyState';
import { ErrorState } from './ErrorState';
import { HistoryEntry } from './HistoryEntry';
import classes from './RecordHistory.module.css';
import { useValueText, type ValueText } from './RecordValue';
import type { PutBack } from './record-restore';
import { Skeleton } from './Skeleton';
import { needsAsking, UndoConflicts } from './UndoConflicts';

interface HistoryListProps {
  /** `customer`, `deal`. */
  type: string;
  id: number;
  valueText?: ValueText;
  /** How fields of the past are put back. */
  putBack: readonly PutBack[];
}

interface RecordHistoryProps extends HistoryListProps {
  open: boolean;
  onClose: () => void;
}

/** Every change of one record with what it was before, the record as it was then, and the way back of each. */
export function RecordHistory({ open, onClose, ...record }: RecordHistoryProps) {
  const { t } = useTranslation('records');
  return (
    <Drawer open={open} onClose={onClose} title={t('history.title')} width={560}>
      {open && <HistoryList {...record} />}
    </Drawer>
  );
}

/** The same without its drawer, for pages that show it themselves. */
export function HistoryList({ type, id, valueText, putBack }: HistoryListProps) {
  const { t } = useTranslation('records');
  const events = usePages('events.list', { subject_type: type, subject_id: id });
  const say = useValueText(valueText);
  const [asking, setAsking] = useState<Result<'undo.preview'>>();
  const [momentMs, setMomentMs] = useState<number>();
  const undo = async (changeId: number) => {
    try {
      const preview = await call('undo.preview', { change_id: changeId });
      if (needsAsking(preview)) setAsking(preview);
      else await undoChange(changeId);
    } catch (error) {
      showError(error);
    }
  };
  if (events.error) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
  if (!events.data) return <Skeleton rows={5} height={64} />;
  if (events.data.length === 0) {
    return <EmptyState drawing="list" title={t('history.none')} text={t('history.noneText')} />;
  }
  return (
    <>
      <ol className={classes.list}>
        {events.data.map((event) => (
          <HistoryEntry
            key={event.seq}
            event={event}
            say={say}
            onUndo={() => void undo(event.change_id)}
            onLook={() => setMomentMs(event.at_ms)}
          />
        ))}
      </ol>
      {events.hasNextPage && (
        <div className={classes.more}>
          <Button onClick={() => void events.fetchNextPage()}>{t('history.more')}</Button>
        </div>
      )}
      {momentMs !== undefined && (
        <AsOfDialog
          type={type}
          id={id}
          events={events}
          momentMs={momentMs}
          onMoment={setMomentMs}
          onClose={() => setMomentMs(undefined)}
          say={say}
          putBack={putBack}
        />
      )}
      <UndoConflicts preview={asking} onClose={() => setAsking(undefined)} say={say} />
    </>
  );
}
