import { IconArrowRight, IconBolt } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import type { Item } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import { recordPath } from '@/lib/records';
import { formatExact } from '@/lib/time';
import { Chip } from './Chip';
import { LinkButton } from './LinkButton';
import classes from './RecordHistory.module.css';
import { RecordValue, type Say } from './RecordValue';
import { RelativeTime } from './RelativeTime';
import { type FieldChange, fieldChanges, verbOf } from './record-changes';

type LogEvent = Item<'events.list'>;

interface HistoryEntryProps {
  event: LogEvent;
  say: Say;
  onUndo: () => void;
  /** Shows the record as this change left it. */
  onLook: () => void;
}

/** One change: who did what and when, each field from what to what, and why when something set it off. */
export function HistoryEntry({ event, say, onUndo, onLook }: HistoryEntryProps) {
  const { t } = useTranslation('records');
  const { zone, locale } = useBusiness();
  const verb = verbOf(event.kind);
  const changes = fieldChanges(event.changes as Record<string, unknown>);
  const ruled = event.actor.startsWith('workflow:');
  // The log keeps long texts and whole rows once, as what they were before; what they became is asked for.
  const asks = changes.some(({ after }) => isPrint(after));
  const { subject_type, subject_id, at_ms } = event;
  const then = useRead('records.as_of', { type: subject_type, id: subject_id, at_ms }, { enabled: asks }).data?.record;
  const whole = (change: FieldChange) =>
    isPrint(change.after) ? { ...change, after: valueIn(then, change.key) } : change;
  return (
    <li className={classes.change}>
      <div className={classes.head}>
        <b>{verb}</b>
        <span className={classes.who} dir="auto">
          {ruled && <IconBolt size={14} stroke={2} role="img" aria-label={t('history.rule')} />}
          {event.actor_name}
        </span>
        <span className={classes.end}>
          <RelativeTime ms={event.at_ms} as="ago" />
          <LinkButton onClick={onLook} aria-label={t('history.lookOf', { what: verb })}>
            {t('history.look')}
          </LinkButton>
          {event.undone_by == null ? (
            <LinkButton onClick={onUndo} aria-label={t('history.undoOf', { what: verb })}>
              {t('history.undo')}
            </LinkButton>
          ) : (
            <Chip>{t('history.undone')}</Chip>
          )}
        </span>
      </div>
      {changes.length > 0 && (
        <dl className={classes.fields}>
          {changes.map((change) => (
            <FieldLine key={change.key} change={whole(change)} say={say} />
          ))}
        </dl>
      )}
      {event.cause_seq && <Cause seq={event.cause_seq} of={event} />}
      {event.claimed_ms && (
        <p className={classes.why}>{t('history.claimed', { when: formatExact(event.claimed_ms, { zone, locale }) })}</p>
      )}
    </li>
  );
}

const isPrint = (value: unknown): boolean => typeof value === 'object' && value !== null && '#' in value;

/** `about`, `tags[3]` or `contact_points[3].value` of a record; undefined while nobody knows. */
function valueIn(record: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  if (record === undefined) return undefined;
  if (key in record) return record[key];
  const [path = '', field = ''] = key.split('.');
  const row = record[path];
  return typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>)[field] : undefined;
}

/** Longer values are cut; the look into the past has them whole. */
const LINES = 3;

function FieldLine({ change, say }: { change: FieldChange; say: Say }) {
  const { t } = useTranslation('records');
  const { key, label, before, after } = change;
  const part = key.includes('[');
  const missing = part && after === null ? t('history.removed') : t('history.empty');
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {!(part && before === null) && (
          <>
            <span className={classes.before} data-empty={before === null || undefined}>
              {before === null ? t('history.empty') : <Cut field={key} value={before} say={say} />}
            </span>
            <IconArrowRight
              className={classes.arrow}
              size={14}
              stroke={2}
              role="img"
              aria-label={t('history.became')}
            />
          </>
        )}
        <span className={classes.after}>
          {after === undefined ? (
            t(before === null ? 'history.added' : 'history.changed')
          ) : after === null ? (
            missing
          ) : (
            <Cut field={key} value={after} say={say} />
          )}
        </span>
        {part && before === null && after !== undefined && <span className={classes.mark}>{t('history.added')}</span>}
      </dd>
    </>
  );
}

function Cut({ field, value, say }: { field: string; value: unknown; say: Say }) {
  return (
    <span dir="auto" className={classes.cut} style={{ WebkitLineClamp: LINES }}>
      <RecordValue field={field} value={value} say={say} />
    </span>
  );
}

/** What set a change off: the event that a workflow reacted to. */
function Cause({ seq, of }: { seq: number; of: LogEvent }) {
  const { t } = useTranslation('records');
  const cause = useRead('events.list', { seq }).data?.items[0];
  if (!cause) return null;
  const values = { what: verbOf(cause.kind), title: cause.subject_title, who: cause.actor_name };
  if (cause.subject_type === of.subject_type && cause.subject_id === of.subject_id) {
    return <p className={classes.why}>{t('history.causeHere', values)}</p>;
  }
  const path = recordPath(cause.subject_type, cause.subject_id);
  return (
    <p className={classes.why}>
      <Trans
        t={t}
        i18nKey="history.cause"
        values={values}
        components={{ a: path ? <Link to={path} className={classes.link} dir="auto" /> : <b dir="auto" /> }}
      />
    </p>
  );
}
