import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { Button } from '@/components/Button';
import { Chip, type Tone } from '@/components/Chip';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Money } from '@/components/Money';
import { FilterRow } from '@/components/Page';
import { useUserName } from '@/components/PickUser';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { type Column, VirtualTable } from '@/components/VirtualTable';
import { useBusiness } from '@/lib/business';
import { given } from '@/lib/given';
import { useNow } from '@/lib/now';
import { usePages } from '@/lib/query';
import { formatDay } from '@/lib/time';
import type { DealCard } from './board-move';
import { useDaysText } from './DealCardItem';
import type { Pipeline } from './deal-form';
import classes from './list.module.css';
import { DEAL_VIEWS, type SalesSearch } from './sales-search';

interface DealListProps {
  pipeline: Pipeline;
  search: SalesSearch;
  change: (part: Partial<SalesSearch>) => void;
  onAdd: () => void;
}

const PAGE = 100;
const TONES: Readonly<Record<DealCard['limit_state'], Tone>> = { ok: 'neutral', soon: 'amber', over: 'red' };

/** The pipeline's deals as rows. */
export function DealList({ pipeline, search, change, onAdd }: DealListProps) {
  const { t } = useTranslation('sales');
  const navigate = useNavigate();
  const columns = useDealColumns(pipeline);
  const [selected, setSelected] = useState<number>();
  const view = search.view ?? 'open';
  const deals = usePages(
    'deals.list',
    { pipeline_id: pipeline.id, view, limit: PAGE, ...given({ owner_id: search.owner, stage_id: search.column }) },
    { keep: true },
  );
  const stage = pipeline.stages.find(({ id }) => id === search.column);
  return (
    <>
      <FilterRow
        actions={
          stage && (
            <Chip
              tall
              onRemove={() => change({ column: undefined })}
              removeLabel={t('anyStage', { stage: stage.name })}
            >
              {stage.name}
            </Chip>
          )
        }
      >
        <Tabs
          label={t('views')}
          value={view}
          onChange={(value) => change({ view: value, column: undefined })}
          options={DEAL_VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
      </FilterRow>
      {deals.error ? (
        <ErrorState error={deals.error} onRetry={() => void deals.refetch()} />
      ) : !deals.data ? (
        <Skeleton rows={10} height={48} />
      ) : deals.data.length === 0 ? (
        <EmptyState
          drawing="list"
          title={t(`emptyView.${view}`)}
          text={t('emptyViewText')}
          action={view === 'open' && <Button onClick={onAdd}>{t('addDeal')}</Button>}
        />
      ) : (
        <VirtualTable
          label={t('dealsOf', { name: pipeline.name })}
          columns={columns}
          rows={deals.data}
          keyOf={(deal) => deal.id}
          selectedKey={selected}
          onSelect={(deal) => setSelected(deal.id)}
          onOpen={(deal) => void navigate({ to: '/sales/deals/$id', params: { id: String(deal.id) } })}
          onEnd={() => void deals.fetchNextPage()}
          hasMore={deals.hasNextPage}
        />
      )}
    </>
  );
}

function useDealColumns(pipeline: Pipeline): Column<DealCard>[] {
  const { t } = useTranslation('sales');
  const { zone, locale } = useBusiness();
  const nowMs = useNow();
  const userName = useUserName();
  const daysText = useDaysText();
  return [
    {
      key: 'title',
      title: t('column.deal'),
      width: 'minmax(220px, 2.4fr)',
      cell: ({ title, customer_name }) => (
        <span className={classes.deal}>
          <b dir="auto">{title}</b>
          <span dir="auto">{customer_name}</span>
        </span>
      ),
    },
    {
      key: 'stage',
      title: t('field.stage'),
      width: 'minmax(96px, 1fr)',
      cell: ({ stage_id }) => pipeline.stages.find(({ id }) => id === stage_id)?.name,
    },
    {
      key: 'value',
      title: t('column.value'),
      width: '112px',
      end: true,
      cell: ({ value_minor, currency }) => (
        <b>
          <Money minor={value_minor} currency={currency} />
        </b>
      ),
    },
    {
      key: 'days',
      title: t('column.days'),
      width: '96px',
      cell: (deal) => <Chip tone={deal.closed_ms ? 'neutral' : TONES[deal.limit_state]}>{daysText(deal)}</Chip>,
    },
    {
      key: 'close',
      title: t('field.close'),
      width: '104px',
      cell: ({ expected_close_on }) => expected_close_on && formatDay(expected_close_on, nowMs, { zone, locale }),
    },
    {
      key: 'next',
      title: t('column.next'),
      width: 'minmax(120px, 1.6fr)',
      cell: ({ next_step }) => next_step?.text,
    },
    {
      key: 'owner',
      title: t('field.owner'),
      width: '56px',
      cell: ({ owner_id }) => {
        const name = userName(owner_id);
        return name && <Avatar name={name} size={20} />;
      },
    },
  ];
}
