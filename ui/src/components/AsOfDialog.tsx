import { TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useBusiness } from '@/lib/business';
import { type Pages, useRead } from '@/lib/query';
import { dayOf, formatClock, formatExact } from '@/lib/time';
import { wallToMs } from '@/lib/wall-time';
import classes from './AsOf.module.css';
import { AsOfTable } from './AsOfTable';
import { Button } from './Button';
import { DateField } from './DateField';
import { Dialog } from './Dialog';
import { ErrorState } from './ErrorState';
import type { Say } from './RecordValue';
import { verbOf } from './record-changes';
import { type PutBack, partsOf } from './record-restore';
import { Skeleton } from './Skeleton';
import { usePutBack } from './use-put-back';

interface AsOfDialogProps {
  type: string;
  id: number;
  /** The record's changes, newest first. */
  events: Pages<'events.list'>;
  momentMs: number;
  onMoment: (ms: number) => void;
  onClose: () => void;
  say: Say;
  putBack: readonly PutBack[];
}

/** Later than anything that happened: the record as it is. */
const NOW_MS = 8.64e15;
/** A clock that shows minutes means all of its minute. */
const REST_OF_MINUTE_MS = 59_999;

/** A record as it was at a moment, beside what it is now, and the way back; steps through time change by change. */
export function AsOfDialog({ type, id, events, momentMs, onMoment, onClose, say, putBack }: AsOfDialogProps) {
  const { t } = useTranslation('records');
  const place = useBusiness();
  const then = useRead('records.as_of', { type, id, at_ms: momentMs }, { keep: true });
  const now = useRead('records.as_of', { type, id, at_ms: NOW_MS });
  const changes = events.data ?? [];
  const last = changes.find(({ at_ms }) => at_ms <= momentMs);
  const older = changes.find(({ at_ms }) => at_ms < (last?.at_ms ?? momentMs));
  const newer = changes.findLast(({ at_ms }) => at_ms > momentMs);
  const parts = then.data && now.data ? partsOf(then.data.record, now.data.record, putBack) : [];
  const { restore, busy } = usePutBack({ id, ways: putBack, parts });
  const possible = parts.filter(({ field, differs }) => differs && restore.can(field)).map(({ field }) => field);
  const step = async (to: { at_ms: number } | undefined) => {
    if (to) onMoment(to.at_ms);
    else if (events.hasNextPage) await events.fetchNextPage();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === 'ArrowLeft') void step(older);
    if (event.key === 'ArrowRight' && newer) void step(newer);
  };
  const error = then.error ?? now.error;
  return (
    <Dialog
      open
      onClose={onClose}
      width={760}
      title={t('asOf.title')}
      lead={
        last
          ? t('asOf.after', { when: formatExact(momentMs, place), what: verbOf(last.kind), who: last.actor_name })
          : t('asOf.before', { when: formatExact(momentMs, place) })
      }
      footer={
        <>
          <Button onClick={onClose}>{t('common:close')}</Button>
          {possible.length > 0 && (
            <Button variant="filled" busy={busy} onClick={() => void restore.fields(possible)}>
              {t('asOf.putAll', { count: possible.length })}
            </Button>
          )}
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys do what the two buttons do. */}
      <div className={classes.body} onKeyDown={onKeyDown}>
        <div className={classes.moment}>
          <Button
            icon={IconChevronLeft}
            data-autofocus
            disabled={!older && !events.hasNextPage}
            onClick={() => void step(older)}
          >
            {t('asOf.older')}
          </Button>
          <Moment momentMs={momentMs} onMoment={onMoment} />
          <Button disabled={!newer} onClick={() => void step(newer)}>
            <span className={classes.newer}>
              {t('asOf.newer')}
              <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
            </span>
          </Button>
        </div>
        {error ? (
          <ErrorState error={error} onRetry={() => void Promise.all([then.refetch(), now.refetch()])} />
        ) : !then.data || !now.data ? (
          <Skeleton rows={6} height={40} />
        ) : !then.data.existed ? (
          <p className={classes.none}>{t('asOf.notYet')}</p>
        ) : (
          <AsOfTable
            parts={parts}
            say={say}
            canPutBack={restore.can}
            busy={busy}
            onPutBack={(field) => void restore.fields([field])}
          />
        )}
      </div>
    </Dialog>
  );
}

/** Any moment, not only those at which something changed. */
function Moment({ momentMs, onMoment }: { momentMs: number; onMoment: (ms: number) => void }) {
  const { t } = useTranslation('records');
  const { zone, locale } = useBusiness();
  const on = dayOf(momentMs, zone);
  const at = formatClock(momentMs, { zone, locale });
  const choose = (day: string | null, clock: string) => {
    if (day && clock) onMoment(wallToMs(day, clock, zone) + REST_OF_MINUTE_MS);
  };
  return (
    <div className={classes.when}>
      <DateField label={t('asOf.on')} value={on} clearable={false} onChange={(day) => choose(day, at)} />
      <TextInput
        type="time"
        label={t('asOf.at')}
        value={at}
        onChange={(event) => choose(on, event.currentTarget.value)}
      />
    </div>
  );
}
