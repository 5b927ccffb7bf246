import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { VirtualList } from '@/components/VirtualList';
import { useRowHeight } from '@/lib/prefs';
import { usePages } from '@/lib/query';
import type { TicketRow } from './lookups';
import { listArgs, narrowedBy, type TicketSearch, viewOf } from './search';
import { TicketLine } from './TicketLine';
import { TicketListHeader } from './TicketListHeader';

interface TicketListProps {
  search: TicketSearch;
  openId: number | undefined;
  onOpen: (id: number) => void;
}

/** The list of one view, of any length. */
export function TicketList({ search, openId, onOpen }: TicketListProps) {
  const { t } = useTranslation('tickets');
  const rowHeight = useRowHeight('ticket');
  const pages = usePages('tickets.list', listArgs(search), { keep: true });
  const rows = pages.data;
  return (
    <>
      <TicketListHeader
        search={search}
        shown={rows?.length ?? 0}
        more={pages.hasNextPage}
        alone={openId === undefined}
      />
      {rows === undefined && pages.error ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      ) : rows === undefined ? (
        <Skeleton rows={12} height={rowHeight} />
      ) : rows.length === 0 ? (
        <NoTickets search={search} />
      ) : (
        <VirtualList<TicketRow>
          label={t('title')}
          items={rows}
          keyOf={keyOf}
          render={drawRow}
          rowHeight={rowHeight}
          selectedKey={openId}
          onSelect={(row) => onOpen(row.id)}
          onOpen={() => document.getElementById('conversation')?.focus()}
          onEnd={() => void pages.fetchNextPage()}
          hasMore={pages.hasNextPage}
        />
      )}
    </>
  );
}

const keyOf = (row: TicketRow) => row.id;
const drawRow = (row: TicketRow) => <TicketLine row={row} />;

function NoTickets({ search }: { search: TicketSearch }) {
  const { t } = useTranslation('tickets');
  const navigate = useNavigate();
  if (narrowedBy(search).length > 0) {
    const clear = () => void navigate({ to: '/tickets', search: search.view ? { view: search.view } : {} });
    return (
      <EmptyState
        drawing="search"
        title={t('empty.filtered')}
        text={t('empty.filteredText')}
        action={<Button onClick={clear}>{t('filter.clear')}</Button>}
      />
    );
  }
  const view = viewOf(search);
  return (
    <EmptyState
      drawing={view === 'needs_answer' || view === 'mine' ? 'done' : 'list'}
      title={t(`empty.${view}`)}
      text={t(`empty.${view}Text`)}
    />
  );
}
