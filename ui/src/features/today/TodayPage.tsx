import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { GroupHeader } from '@/components/GroupHeader';
import { FilterRow, Page, PageHeader } from '@/components/Page';
import { ProgressRing } from '@/components/ProgressRing';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { VirtualList } from '@/components/VirtualList';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { useRowHeight } from '@/lib/prefs';
import { useRead } from '@/lib/query';
import { useShortcut } from '@/lib/shortcuts';
import { formatLongDay } from '@/lib/time';
import { FILTERS, keyOf, rowsOf, type Today, type TodayFilter, type TodayItem, type TodayRow } from './items';
import { TodayLine } from './TodayLine';
import classes from './TodayPage.module.css';
import { TodayPanel } from './TodayPanel';
import { useDoing } from './use-doing';

/** One ranked list of everything that needs you, each with its reason and its next step. */
export function TodayPage() {
  const { t } = useTranslation('today');
  const { zone, locale } = useBusiness();
  const nowMs = useNow();
  const { show = 'all' } = useSearch({ from: '/today' });
  const navigate = useNavigate();
  const query = useRead('today.list', show === 'all' ? {} : { filter: show }, { keep: true });
  const today = query.data;
  const choose = (filter: TodayFilter) =>
    void navigate({ to: '/today', search: filter === 'all' ? {} : { show: filter }, replace: true });
  return (
    <Page>
      <PageHeader
        large
        open
        title={t('title')}
        detail={formatLongDay(nowMs, { zone, locale })}
        actions={today && today.total_today > 0 && <DoneRing today={today} />}
      />
      <FilterRow>
        <Tabs
          label={t('filter.name')}
          value={show}
          onChange={choose}
          options={FILTERS.map((filter) => ({
            value: filter,
            label: t(`filter.${filter}`),
            count: today?.counts[filter],
          }))}
        />
      </FilterRow>
      {today ? (
        <TodayList key={show} today={today} filter={show} onEverything={() => choose('all')} />
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton rows={10} height={56} />
      )}
    </Page>
  );
}

function DoneRing({ today }: { today: Today }) {
  const { t } = useTranslation('today');
  const { done_today: done, total_today: total } = today;
  const n = new Intl.NumberFormat(useBusiness((business) => business.locale));
  const text = t('progress', { done: n.format(done), total: n.format(total) });
  return (
    <span className={classes.progress}>
      <ProgressRing share={done / total} size={16} thickness={3} label={text} />
      <span aria-hidden="true">{text}</span>
    </span>
  );
}

interface TodayListProps {
  today: Today;
  filter: TodayFilter;
  onEverything: () => void;
}

function TodayList({ today, filter, onEverything }: TodayListProps) {
  const { t } = useTranslation('today');
  const rowHeight = useRowHeight('today');
  const groupHeight = useRowHeight('group');
  const doing = useDoing();
  const rows = rowsOf(today.groups);
  const items = rows.flatMap((row) => (row.type === 'item' ? [row.item] : []));
  const { selected, select } = useSelected(items);
  const offered = selected !== undefined;
  useShortcut(
    {
      id: 'today.do',
      keys: 'enter',
      labelKey: 'today:shortcut.do',
      groupKey: 'today:title',
      run: () => selected && doing.run(selected),
    },
    offered,
  );
  useShortcut(
    {
      id: 'today.open',
      keys: 'o',
      labelKey: 'today:shortcut.open',
      groupKey: 'today:title',
      run: () => selected && doing.open(selected),
    },
    offered,
  );
  if (items.length === 0) return <NothingToDo today={today} filter={filter} onEverything={onEverything} />;
  return (
    <>
      <VirtualList<TodayRow>
        label={t('title')}
        items={rows}
        keyOf={keyOf}
        rowHeight={rowHeight}
        heightOf={(row) => (row.type === 'group' ? groupHeight : rowHeight)}
        isHeader={(row) => row.type === 'group'}
        selectedKey={selected?.key}
        onSelect={(row) => row.type === 'item' && select(row.item)}
        render={(row, isSelected) =>
          row.type === 'group' ? (
            <GroupHeader
              title={t(`group.${row.group.key}`)}
              detail={t('things', { count: row.group.items.length })}
              note={row === rows[0] ? t('ranked') : undefined}
            />
          ) : (
            <TodayLine item={row.item} selected={isSelected} onDo={() => doing.run(row.item)} />
          )
        }
      />
      {selected && <TodayPanel key={selected.key} item={selected} onDo={() => doing.run(selected)} />}
    </>
  );
}

/** The first item at the start; when the selected one is done, the one that took its place. */
function useSelected(items: readonly TodayItem[]): {
  selected: TodayItem | undefined;
  select: (item: TodayItem) => void;
} {
  const [key, setKey] = useState<string | undefined>();
  const lastIndex = useRef(0);
  const found = items.findIndex((item) => item.key === key);
  const index = found >= 0 ? found : Math.min(lastIndex.current, items.length - 1);
  lastIndex.current = Math.max(0, index);
  return { selected: items[index], select: (item) => setKey(item.key) };
}

function NothingToDo({ today, filter, onEverything }: TodayListProps) {
  const { t } = useTranslation('today');
  const navigate = useNavigate();
  if (filter !== 'all' && (today.counts.all ?? 0) > 0) {
    return (
      <EmptyState
        drawing="done"
        title={t('empty.filtered')}
        text={t('empty.filteredText', { count: today.counts.all ?? 0 })}
        action={
          <Button variant="filled" onClick={onEverything}>
            {t('empty.everything')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      drawing="done"
      title={t('empty.title')}
      text={today.done_today > 0 ? t('empty.done', { count: today.done_today }) : t('empty.nothing')}
      action={
        <Button variant="filled" onClick={() => void navigate({ to: '/tickets', search: { view: 'all' } })}>
          {t('empty.tickets')}
        </Button>
      }
    />
  );
}
