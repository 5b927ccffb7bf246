import { useTranslation } from 'react-i18next';
import type { Result } from '@/lib/api';
import { undoChange } from '@/lib/undo';
import { Button } from './Button';
import { ConflictList } from './ConflictList';
import { Dialog } from './Dialog';
import classes from './RecordHistory.module.css';
import type { Say } from './RecordValue';

type Preview = Result<'undo.preview'>;

/** Whether an undo does more or less than the entry it is asked for says. */
export const needsAsking = ({ events, conflicts }: Preview): boolean => events > 1 || conflicts.length > 0;

interface UndoConflictsProps {
  preview: Preview | undefined;
  onClose: () => void;
  say: Say;
}

/** Shows before it happens what else an undo takes back, and what it leaves alone because somebody changed it since. */
export function UndoConflicts({ preview, onClose, say }: UndoConflictsProps) {
  const { t } = useTranslation('records');
  const conflicts = preview?.conflicts ?? [];
  const count = preview?.events ?? 0;
  const wide = count > 1;
  const undo = () => {
    if (preview) void undoChange(preview.change.id);
    onClose();
  };
  return (
    <Dialog
      open={preview !== undefined}
      onClose={onClose}
      title={t(wide ? 'history.wideTitle' : 'history.conflicts')}
      lead={wide ? t('history.wideLead', { count }) : t('history.conflictsLead')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" onClick={undo}>
            {t(conflicts.length > 0 ? 'history.undoRest' : 'history.undoAll')}
          </Button>
        </>
      }
    >
      {wide && conflicts.length > 0 && <p className={classes.why}>{t('history.conflictsLead')}</p>}
      {conflicts.length > 0 && <ConflictList conflicts={conflicts} say={say} />}
    </Dialog>
  );
}
