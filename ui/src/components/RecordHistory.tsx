import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Item, type Result } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { usePages, useRead } from '@/lib/query';
import { showError, undoChange } from '@/lib/undo';
import { Button } from './Button';
import { Drawer } from './Drawer';
import { EmptyState } from './EmptyState';
import { ErrorState } from './ErrorState';
import { LinkButton } from './LinkButton';
import { useUserName } from './PickUser';
import classes from './RecordHistory.module.css';
import { RelativeTime } from './RelativeTime';
import { type FieldChange, fieldChanges, plainValue, verbOf } from './record-changes';
import { Skeleton } from './Skeleton';
import { UndoConflicts } from './UndoConflicts';

type Entry = Item<'events.list'>;
/** Puts a value into words where the caller knows better, e.g. the name of a stage. */
type ValueText = (field: string, value: unknown) => string | undefined;

interface RecordHistoryProps {
  open: boolean;
  onClose: () => void;
  /** `customer`, `deal`. */
  type: string;
  id: number;
  valueText?: ValueText;
}

/** Every change of one record with what it was before, and the way back of each. */
export function RecordHistory({ open, onClose, ...record }: RecordHistoryProps) {
  const { t } = useTranslation('records');
  return (
    <Drawer open={open} onClose={onClose} title={t('history.title')} width={520}>
      {open && <HistoryList {...record} />}
    </Drawer>
  );
}

interface HistoryListProps {
  type: string;
  id: number;
  valueText?: ValueText;
}

/** The same without its drawer, for pages that show it themselves. */
export function HistoryList({ type, id, valueText }: HistoryListProps) {
  const { t } = useTranslation('records');
  const events = usePages('events.list', { subject_type: type, subject_id: id });
  const say = useValueText(valueText);
  const [asking, setAsking] = useState<Result<'undo.preview'>>();
  const undo = async (changeId: number) => {
    try {
      const preview = await call('undo.preview', { change_id: changeId });
      if (preview.conflicts.length > 0) setAsking(preview);
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
          <HistoryEntry key={event.seq} event={event} say={say} onUndo={() => void undo(event.change_id)} />
        ))}
      </ol>
      {events.hasNextPage && (
        <div className={classes.more}>
          <Button onClick={() => void events.fetchNextPage()}>{t('history.more')}</Button>
        </div>
      )}
      <UndoConflicts preview={asking} onClose={() => setAsking(undefined)} say={say} />
    </>
  );
}

interface HistoryEntryProps {
  event: Entry;
  say: (field: string, value: unknown) => string;
  onUndo: () => void;
}

function HistoryEntry({ event, say, onUndo }: HistoryEntryProps) {
  const { t } = useTranslation('records');
  const verb = verbOf(event.kind);
  const changes = fieldChanges(event.changes as Record<string, unknown>);
  return (
    <li className={classes.change}>
      <div className={classes.head}>
        <b>{verb}</b>
        <span className={classes.who} dir="auto">
          {event.actor_name}
        </span>
        <span className={classes.end}>
          <RelativeTime ms={event.at_ms} as="ago" />
          <LinkButton onClick={onUndo} aria-label={t('history.undoOf', { what: verb })}>
            {t('history.undo')}
          </LinkButton>
        </span>
      </div>
      {changes.length > 0 && (
        <dl className={classes.fields}>
          {changes.map((change) => (
            <FieldLine key={change.key} change={change} say={say} />
          ))}
        </dl>
      )}
    </li>
  );
}

const isPrint = (value: unknown): boolean => typeof value === 'object' && value !== null && '#' in value;

function FieldLine({ change, say }: { change: FieldChange; say: (field: string, value: unknown) => string }) {
  const { t } = useTranslation('records');
  const { key, label, before, after } = change;
  const was = before === null ? t('history.empty') : say(key, before);
  const part = key.includes('[');
  const now =
    after === null
      ? t(part ? 'history.removed' : 'history.empty')
      : isPrint(after)
        ? t(before === null ? 'history.added' : 'history.changed')
        : say(key, after);
  return (
    <>
      <dt>{label}</dt>
      <dd dir="auto">
        {!(part && before === null) && (
          <>
            <span className={before === null ? undefined : classes.before}>{was}</span>
            <IconArrowRight className={classes.arrow} size={14} stroke={2} aria-hidden="true" />
          </>
        )}
        <span>{now}</span>
      </dd>
    </>
  );
}

/** The tag that a row of a record's tags points at. */
function tagIn(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('tag_id' in value)) return undefined;
  return Number(value.tag_id);
}

/** Values in words: people by name, times in the zone, tags by name. */
function useValueText(own: ValueText | undefined): (key: string, value: unknown) => string {
  const { t } = useTranslation('records');
  const { zone, locale } = useBusiness();
  const userName = useUserName();
  const tags = useRead('tags.list', {});
  return (key, value) => {
    const field = key.split('.').at(-1) ?? key;
    if (value === null || value === undefined) return '';
    const tagId = tagIn(value);
    if (tagId !== undefined) return tags.data?.items.find(({ id }) => id === tagId)?.name ?? t('history.changed');
    const given = own?.(field, value);
    if (given !== undefined) return given;
    if (field === 'owner_id' || field === 'assignee_id') return userName(Number(value)) ?? String(value);
    if (typeof value === 'boolean') return t(value ? 'history.yes' : 'history.no');
    return plainValue(field, value, { zone, locale }) ?? t('history.changed');
  };
}
