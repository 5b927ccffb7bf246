import { IconPencil } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { GroupHeader } from '@/components/GroupHeader';
import { FilterRow } from '@/components/Page';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { say } from '@/lib/phrase';
import { usePages, useWrite } from '@/lib/query';
import { dayOf, daysBetween, formatLongDay, type Place } from '@/lib/time';
import { EditInteraction } from './EditInteraction';
import type { LogStart } from './LogDialog';
import { TimelineHappening } from './TimelineHappening';
import classes from './timeline.module.css';
import { type Happening, TIMELINE_FILTERS, type TimelineFilter } from './timeline-look';

const PAGE = 50;

interface CustomerTimelineProps {
  id: number;
  filter: TimelineFilter;
  onFilter: (filter: TimelineFilter) => void;
  onLog: (start: LogStart) => void;
}

/** Everything that happened with this customer, newest first, by day. */
export function CustomerTimeline({ id, filter, onFilter, onLog }: CustomerTimelineProps) {
  const { t } = useTranslation('customers');
  const timeline = usePages('timeline.get', { customer_id: id, filter, limit: PAGE }, { keep: true });
  const note = () => onLog({ kind: 'note' });
  return (
    <>
      <div className={classes.tabs}>
        <FilterRow
          actions={
            <Button variant="subtle" compact icon={IconPencil} onClick={note}>
              {t('note')}
            </Button>
          }
        >
          <Tabs
            label={t('timeline.filter')}
            value={filter}
            onChange={onFilter}
            options={TIMELINE_FILTERS.map((value) => ({ value, label: t(`timeline.${value}`) }))}
          />
        </FilterRow>
      </div>
      {timeline.error ? (
        <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
      ) : !timeline.data ? (
        <Skeleton rows={6} height={62} />
      ) : timeline.data.length === 0 ? (
        <EmptyState
          drawing="list"
          title={t('timeline.empty')}
          text={t('timeline.emptyText')}
          action={
            <Button icon={IconPencil} onClick={note}>
              {t('note')}
            </Button>
          }
        />
      ) : (
        <Days happenings={timeline.data} />
      )}
      {timeline.hasNextPage && <More busy={timeline.isFetchingNextPage} onMore={() => void timeline.fetchNextPage()} />}
    </>
  );
}

/** Loads on when it comes near the window's edge; a button for those who do not scroll. */
function More({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useTranslation('customers');
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = busy ? () => undefined : onMore;
  useEffect(() => {
    const watched = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) latest.current();
      },
      { rootMargin: '400px' },
    );
    if (place.current) watched.observe(place.current);
    return () => watched.disconnect();
  }, []);
  return (
    <div ref={place} className={classes.more}>
      <Button busy={busy} onClick={onMore}>
        {t('timeline.more')}
      </Button>
    </div>
  );
}

function byDay(happenings: readonly Happening[], zone: string): [string, Happening[]][] {
  const days: [string, Happening[]][] = [];
  for (const happening of happenings) {
    const day = dayOf(happening.at_ms, zone);
    const last = days.at(-1);
    if (last?.[0] === day) last[1].push(happening);
    else days.push([day, [happening]]);
  }
  return days;
}

function Days({ happenings }: { happenings: readonly Happening[] }) {
  const place = useBusiness();
  const [editing, setEditing] = useState<number>();
  const close = () => setEditing(undefined);
  const remove = useDelete(close);
  const latest = latestOfEach(happenings);
  const edited = happenings.find(({ subject_type, subject_id }) => isLogged(subject_type, subject_id, editing));
  return (
    <>
      {byDay(happenings, place.zone).map(([day, entries]) => {
        const atMs = entries[0]?.at_ms ?? 0;
        return (
          <section key={day} aria-label={formatLongDay(atMs, place)}>
            <div className={classes.day}>
              <DayTitle atMs={atMs} place={place} />
            </div>
            {entries.map((entry, i) => (
              <TimelineHappening
                key={entry.seq}
                happening={entry}
                place={place}
                last={i === entries.length - 1}
                latest={latest.has(entry.seq)}
                onEdit={setEditing}
                onDelete={remove}
              />
            ))}
          </section>
        );
      })}
      {edited && (
        <EditInteraction
          key={edited.subject_id}
          id={edited.subject_id}
          onClose={close}
          onDelete={() => remove(edited)}
        />
      )}
    </>
  );
}

/** The newest happening of every record; they come newest first. */
function latestOfEach(happenings: readonly Happening[]): Set<number> {
  const first = new Map<string, number>();
  for (const { subject_type, subject_id, seq } of happenings) {
    const key = `${subject_type} ${subject_id}`;
    if (!first.has(key)) first.set(key, seq);
  }
  return new Set(first.values());
}

const isLogged = (type: string, id: number, wanted: number | undefined) => type === 'interaction' && id === wanted;

/** Takes a logged contact away at once; the toast names it as it stood. */
function useDelete(onDone: () => void): (happening: Happening) => void {
  const { t } = useTranslation('customers');
  const title = useRef('');
  const remove = useWrite('interactions.delete', {
    optimistic: ({ id }, patch) =>
      patch('timeline.get', (page) => ({
        ...page,
        items: page.items.filter(({ subject_type, subject_id }) => !isLogged(subject_type, subject_id, id)),
      })),
    toast: () => (
      <Trans t={t} i18nKey="log.deleted" values={{ title: title.current }} components={{ b: <b dir="auto" /> }} />
    ),
    onDone,
  });
  return (happening) => {
    title.current = say(happening.title);
    remove.write({ id: happening.subject_id });
  };
}

function DayTitle({ atMs, place }: { atMs: number; place: Place }) {
  const { t } = useTranslation('common');
  const nowMs = useNow();
  const days = daysBetween(nowMs, atMs, place.zone);
  const day = formatLongDay(atMs, place);
  const year = dayOf(atMs, place.zone).slice(0, 4);
  const detail = year === dayOf(nowMs, place.zone).slice(0, 4) ? undefined : year;
  if (days === 0) return <GroupHeader title={t('common:time.today')} detail={day} />;
  if (days === -1) return <GroupHeader title={t('common:time.yesterday')} detail={day} />;
  return <GroupHeader title={day} detail={detail} />;
}
