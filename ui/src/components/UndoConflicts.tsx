import { useTranslation } from 'react-i18next';
import type { Result } from '@/lib/api';
import { undoChange } from '@/lib/undo';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { FactList } from './FactList';
import { labelOf } from './record-changes';

interface UndoConflictsProps {
  preview: Result<'undo.preview'> | undefined;
  onClose: () => void;
  say: (field: string, value: unknown) => string;
}

/** Shows what an undo would leave alone because somebody changed it since, before it happens. */
export function UndoConflicts({ preview, onClose, say }: UndoConflictsProps) {
  const { t } = useTranslation('records');
  const undo = () => {
    if (preview) void undoChange(preview.change.id);
    onClose();
  };
  return (
    <Dialog
      open={preview !== undefined}
      onClose={onClose}
      title={t('history.conflicts')}
      lead={t('history.conflictsLead')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" onClick={undo}>
            {t('history.undoRest')}
          </Button>
        </>
      }
    >
      <FactList
        wide
        facts={(preview?.conflicts ?? []).map(({ field, now }) => ({
          label: labelOf(field),
          value: t('history.now', { value: now === null ? t('history.empty') : say(field, now) }),
        }))}
      />
    </Dialog>
  );
}
