import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Chip } from '@/components/Chip';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { FilterRow, Page, PageHeader } from '@/components/Page';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { type Column, VirtualTable } from '@/components/VirtualTable';
import type { Item } from '@/lib/api';
import { usePages } from '@/lib/query';
import { ChangeWhat } from './ChangeWhat';
import { UndoDialog } from './UndoDialog';

type Change = Item<'changes.list'>;

/** Everything that was done, newest first, each to be taken back as a whole. */
export function HistoryPage() {
  const { t } = useTranslation('settings');
  const [whose, setWhose] = useState<'all' | 'mine'>('all');
  const [undoing, setUndoing] = useState<Change>();
  const pages = usePages('changes.list', whose === 'mine' ? { mine: true } : {}, { keep: true });
  const columns: Column<Change>[] = [
    {
      key: 'what',
      title: t('history.what'),
      width: 'minmax(260px, 2fr)',
      cell: (change) => <ChangeWhat change={change} />,
    },
    {
      key: 'who',
      title: t('history.who'),
      width: 'minmax(140px, 1fr)',
      cell: (change) => <span dir="auto">{change.actor_name}</span>,
    },
    {
      key: 'when',
      title: t('history.when'),
      width: '120px',
      cell: (change) => <RelativeTime ms={change.started_ms} />,
    },
    {
      key: 'undo',
      title: t('history.undo'),
      width: '140px',
      end: true,
      cell: (change) =>
        change.undone_by != null ? (
          <Chip>{t('history.undone')}</Chip>
        ) : !change.undoable ? null : (
          <Button compact variant="plain" icon={IconArrowBackUp} onClick={() => setUndoing(change)}>
            {t('history.undo')}
          </Button>
        ),
    },
  ];
  return (
    <Page>
      <PageHeader title={t('page.history')} open />
      <FilterRow>
        <Tabs
          label={t('history.whose')}
          value={whose}
          options={[
            { value: 'all', label: t('history.all') },
            { value: 'mine', label: t('history.mine') },
          ]}
          onChange={setWhose}
        />
      </FilterRow>
      {pages.error && !pages.data ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      ) : !pages.data ? (
        <Skeleton rows={10} height={48} />
      ) : pages.data.length === 0 && !pages.hasNextPage ? (
        <EmptyState drawing="list" title={t('history.empty')} text={t('history.emptyText')} />
      ) : (
        <VirtualTable
          label={t('page.history')}
          columns={columns}
          rows={pages.data}
          keyOf={(change) => change.id}
          onEnd={() => void pages.fetchNextPage()}
          // A page of one's own may be empty and not the last; then nothing but this says that it has come.
          hasMore={pages.hasNextPage && !pages.isFetchingNextPage}
        />
      )}
      {undoing && <UndoDialog change={undoing} onClose={() => setUndoing(undefined)} />}
    </Page>
  );
}
