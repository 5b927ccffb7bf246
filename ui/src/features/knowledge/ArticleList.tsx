import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { type Column, VirtualTable } from '@/components/VirtualTable';
import type { Item } from '@/lib/api';
import { usePages } from '@/lib/query';
import { useBranches } from './categories';
import classes from './Knowledge.module.css';
import { StatusChip } from './StatusChip';
import type { KnowledgeSearch } from './search';

type Row = Item<'articles.list'>;

/** Articles, the latest changed first. */
export function ArticleList({ search }: { search: KnowledgeSearch }) {
  const { t } = useTranslation('knowledge');
  const navigate = useNavigate();
  const branches = useBranches();
  const [selected, setSelected] = useState<number>();
  const pages = usePages(
    'articles.list',
    {
      limit: 100,
      ...(search.category === undefined ? {} : { category_id: search.category }),
      ...(search.status ? { status: search.status } : {}),
    },
    { keep: true },
  );
  const open = (row: Row) => void navigate({ to: '/knowledge/articles/$id', params: { id: String(row.id) } });
  const pathOf = (id: number | null | undefined) => branches.find(({ category }) => category.id === id)?.path ?? '';
  const columns: Column<Row>[] = [
    {
      key: 'title',
      title: t('list.title'),
      width: 'minmax(240px, 3fr)',
      cell: (row) => (
        <span className={classes.titleCell} dir="auto">
          <b>{row.title}</b>
          <span>{row.excerpt}</span>
        </span>
      ),
    },
    { key: 'status', title: t('status.name'), width: '124px', cell: (row) => <StatusChip status={row.status} /> },
    {
      key: 'category',
      title: t('list.category'),
      width: 'minmax(120px, 1fr)',
      cell: (row) => <span dir="auto">{pathOf(row.category_id)}</span>,
    },
    {
      key: 'updated',
      title: t('list.updated'),
      width: '112px',
      end: true,
      cell: (row) => <RelativeTime ms={row.updated_ms} />,
    },
  ];
  if (pages.error && !pages.data) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  if (!pages.data) return <Skeleton rows={12} height={48} />;
  if (pages.data.length === 0) return <NoArticles search={search} />;
  return (
    <VirtualTable
      label={t('title')}
      columns={columns}
      rows={pages.data}
      keyOf={(row) => row.id}
      selectedKey={selected}
      onSelect={(row) => setSelected(row.id)}
      onOpen={open}
      onEnd={() => void pages.fetchNextPage()}
      hasMore={pages.hasNextPage}
    />
  );
}

function NoArticles({ search }: { search: KnowledgeSearch }) {
  const { t } = useTranslation('knowledge');
  const navigate = useNavigate();
  if (search.category !== undefined || search.status) {
    return (
      <EmptyState
        drawing="search"
        title={t('empty.filtered')}
        text={t('empty.filteredText')}
        action={<Button onClick={() => void navigate({ to: '/knowledge' })}>{t('empty.showAll')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      drawing="book"
      title={t('empty.title')}
      text={t('empty.text')}
      action={<Button onClick={() => void navigate({ to: '/settings/import' })}>{t('empty.import')}</Button>}
    />
  );
}
