import { IconPencil } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { GroupHeader } from '@/components/GroupHeader';
import { Money } from '@/components/Money';
import { FilterRow } from '@/components/Page';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { TimelineEntry } from '@/components/TimelineEntry';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { usePages } from '@/lib/query';
import { dayOf, daysBetween, formatClock, formatLongDay, type Place } from '@/lib/time';
import type { LogStart } from './LogDialog';
import classes from './timeline.module.css';
import { addressOf, type Happening, lookOf, TIMELINE_FILTERS, type TimelineFilter } from './timeline-look';

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
  const { zone, locale } = useBusiness();
  const place = { zone, locale };
  return byDay(happenings, zone).map(([day, entries]) => {
    const atMs = entries[0]?.at_ms ?? 0;
    return (
      <section key={day} aria-label={formatLongDay(atMs, place)}>
        <div className={classes.day}>
          <DayTitle atMs={atMs} place={place} />
        </div>
        {entries.map((entry, i) => (
          <Entry key={entry.seq} happening={entry} place={place} last={i === entries.length - 1} />
        ))}
      </section>
    );
  });
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

function Entry({ happening, place, last }: { happening: Happening; place: Place; last: boolean }) {
  const router = useRouter();
  const { icon, tone } = lookOf(happening);
  const address = addressOf(happening);
  const { amount_minor, currency } = happening;
  return (
    <div className={classes.entry}>
      <TimelineEntry
        time={formatClock(happening.at_ms, place)}
        icon={icon}
        tone={tone}
        title={happening.title}
        detail={happening.detail ?? happening.actor_name ?? undefined}
        text={happening.text ?? undefined}
        amount={amount_minor && currency ? <Money minor={amount_minor} currency={currency} /> : undefined}
        last={last}
        {...(address ? { onOpen: () => router.history.push(address) } : {})}
      />
    </div>
  );
}
