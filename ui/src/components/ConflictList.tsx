import { Trans, useTranslation } from 'react-i18next';
import type { Result } from '@/lib/api';
import classes from './RecordHistory.module.css';
import { RecordValue, type Say } from './RecordValue';
import { isBookkeeping, labelOf } from './record-changes';

/** More would not be read; the rest is counted. */
const MOST = 20;

type Conflict = Result<'undo.preview'>['conflicts'][number];

interface ConflictListProps {
  conflicts: readonly Conflict[];
  say: Say;
}

/** What an undo leaves alone, because somebody changed it since: field by field, as it is now. */
export function ConflictList({ conflicts, say }: ConflictListProps) {
  const { t } = useTranslation('records');
  const told = conflicts.filter(({ field }) => !isBookkeeping(field));
  const shown = told.length > 0 ? told : conflicts;
  const more = shown.length - MOST;
  return (
    <ul className={classes.conflicts}>
      {shown.slice(0, MOST).map((conflict) => (
        <li key={`${conflict.subject_type}:${conflict.subject_id}:${conflict.field}`} dir="auto">
          <ConflictLine conflict={conflict} say={say} />
        </li>
      ))}
      {more > 0 && <li>{t('history.moreConflicts', { count: more })}</li>}
    </ul>
  );
}

function ConflictLine({ conflict, say }: { conflict: Conflict; say: Say }) {
  const { t } = useTranslation('records');
  const { field, now, subject_title } = conflict;
  const values = { title: subject_title, field: labelOf(field) };
  const empty = now === null || now === undefined;
  // A number that names another record tells a person nothing.
  if (!empty && typeof now === 'number' && field.endsWith('_id') && say(field, now) === String(now)) {
    return t('history.conflictAgain', values);
  }
  const value = empty ? t('history.empty') : <RecordValue field={field} value={now} say={say} />;
  return (
    <Trans t={t} i18nKey="history.conflict" values={values} components={{ now: <span dir="auto">{value}</span> }} />
  );
}
