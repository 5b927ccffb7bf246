import { Fragment, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DayHeader } from '@/components/Conversation';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import type { Item } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { usePages } from '@/lib/query';
import { dayOf, daysBetween, formatLongDay } from '@/lib/time';
import { EntryBlock } from './EntryBlock';
import classes from './TicketConversation.module.css';

type Entry = Item<'tickets.conversation'>;

const ENTRIES_PER_PAGE = 50;

const keyOf = (entry: Entry): string => (entry.type === 'message' ? `m${entry.id}` : `e${entry.seq}`);

/** Everything said and done, the newest at the bottom; older pages come while scrolling up, and nothing jumps. */
export function TicketConversation({ ticketId }: { ticketId: number }) {
  const { t } = useTranslation('tickets');
  const pages = usePages('tickets.conversation', { id: ticketId, limit: ENTRIES_PER_PAGE });
  const scroller = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    const sentinel = top.current;
    if (!sentinel || !hasNextPage || isFetchingNextPage) return;
    const near = new IntersectionObserver(([seen]) => seen?.isIntersecting && void fetchNextPage(), {
      root: scroller.current,
      rootMargin: '600px 0px 0px 0px',
    });
    near.observe(sentinel);
    return () => near.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (pages.data === undefined) {
    return (
      <div className={classes.waiting}>
        {pages.error ? (
          <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
        ) : (
          <Skeleton rows={4} height={88} />
        )}
      </div>
    );
  }
  const entries = pages.data.toSorted((a, b) => a.at_ms - b.at_ms);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark inside the page's own.
    <div
      ref={scroller}
      id="conversation"
      className={classes.scroller}
      role="group"
      aria-label={t('conversation.name')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse.
      tabIndex={0}
    >
      <div className={classes.entries}>
        <div ref={top} />
        {hasNextPage && <p className={classes.older}>{t('conversation.older')}</p>}
        <Entries entries={entries} />
        {entries.length === 0 && <p className={classes.older}>{t('conversation.empty')}</p>}
      </div>
    </div>
  );
}

function Entries({ entries }: { entries: readonly Entry[] }) {
  const zone = useBusiness((business) => business.zone);
  let day = '';
  return entries.map((entry) => {
    const itsDay = dayOf(entry.at_ms, zone);
    const begins = itsDay !== day;
    day = itsDay;
    return (
      <Fragment key={keyOf(entry)}>
        {begins && (
          <DayHeader>
            <DayName ms={entry.at_ms} />
          </DayHeader>
        )}
        <EntryBlock entry={entry} />
      </Fragment>
    );
  });
}

/** "Today, Friday 20 November"; days of other years say which. */
function DayName({ ms }: { ms: number }) {
  const { t } = useTranslation('tickets');
  const { zone, locale } = useBusiness();
  const nowMs = useNow();
  const day = formatLongDay(ms, { zone, locale });
  const away = daysBetween(nowMs, ms, zone);
  if (away === 0) return t('conversation.today', { day });
  if (away === -1) return t('conversation.yesterday', { day });
  const year = dayOf(ms, zone).slice(0, 4);
  return year === dayOf(nowMs, zone).slice(0, 4) ? day : `${day} ${year}`;
}
