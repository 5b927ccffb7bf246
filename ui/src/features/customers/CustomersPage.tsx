import { useMediaQuery } from '@mantine/hooks';
import { IconArrowsSort, IconCircleDashed, IconTag, IconUpload, IconUser, IconUserPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { FilterRow, Page, PageHeader } from '@/components/Page';
import { SearchBox } from '@/components/SearchBox';
import { Skeleton } from '@/components/Skeleton';
import { VirtualTable } from '@/components/VirtualTable';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { given } from '@/lib/given';
import { usePages, useRead } from '@/lib/query';
import { useShortcut } from '@/lib/shortcuts';
import { FilterMenu } from './FilterMenu';
import classes from './list.module.css';
import { useListColumns } from './list-columns';
import { type ListSearch, SORTS, STATUSES } from './list-search';
import { NewCustomer } from './NewCustomer';

const PAGE = 100;

/** Every customer of a view, narrowed by what was typed and chosen. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const search = useSearch({ from: '/customers' });
  const navigate = useNavigate();
  const locale = useBusiness((business) => business.locale);
  const counts = useRead('customers.counts', {});
  const { view = 'all', q, status, owner, tag, sort } = search;
  const rows = usePages(
    'customers.list',
    { view, limit: PAGE, ...given({ q, status, owner_id: owner, tag, sort }) },
    { keep: true },
  );
  const change = (part: Partial<ListSearch>) =>
    void navigate({ to: '/customers', search: { ...search, ...part }, replace: true });
  const narrowed = q !== undefined || status !== undefined || owner !== undefined || tag !== undefined;
  const openForm = () => change({ new: true });
  return (
    <Page>
      <PageHeader
        title={t(`view.${view}`)}
        detail={narrowed ? undefined : formatCount(counts.data?.[view], locale)}
        open
        actions={
          <Button variant="filled" icon={IconUserPlus} onClick={openForm}>
            {t('add')}
          </Button>
        }
      />
      <Filters search={search} change={change} />
      {rows.error ? (
        <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
      ) : !rows.data ? (
        <Skeleton rows={12} height={40} />
      ) : rows.data.length > 0 ? (
        <CustomerTable rows={rows} />
      ) : narrowed ? (
        <EmptyState
          drawing="search"
          title={t('nothing')}
          text={t('nothingText')}
          action={
            <Button
              variant="default"
              onClick={() => change({ q: undefined, status: undefined, owner: undefined, tag: undefined })}
            >
              {t('clearFilters')}
            </Button>
          }
        />
      ) : view === 'all' ? (
        <EmptyState
          drawing="list"
          title={t('empty')}
          text={t('emptyText')}
          action={
            <Button icon={IconUserPlus} onClick={openForm}>
              {t('add')}
            </Button>
          }
          second={
            <Button icon={IconUpload} onClick={() => void navigate({ to: '/settings/import' })}>
              {t('import')}
            </Button>
          }
        />
      ) : (
        <EmptyState drawing="list" title={t(`emptyView.${view}`)} text={t('emptyViewText')} />
      )}
      <NewCustomer
        open={search.new === true}
        organisationId={search.organisation}
        onClose={() => change({ new: undefined, organisation: undefined })}
      />
    </Page>
  );
}

function CustomerTable({ rows }: { rows: ReturnType<typeof usePages<'customers.list'>> }) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const [selected, setSelected] = useState<number>();
  const wide = useMediaQuery('(min-width: 1280px)', true, { getInitialValueInEffect: false });
  const middle = useMediaQuery('(min-width: 1000px)', true, { getInitialValueInEffect: false });
  const columns = useListColumns(wide ? 'wide' : middle ? 'middle' : 'narrow');
  return (
    <VirtualTable
      label={t('title')}
      row="people"
      columns={columns}
      rows={rows.data ?? []}
      keyOf={(row) => row.id}
      selectedKey={selected}
      onSelect={(row) => setSelected(row.id)}
      onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: String(row.id) } })}
      onEnd={() => void rows.fetchNextPage()}
      hasMore={rows.hasNextPage}
    />
  );
}

function Filters({ search, change }: { search: ListSearch; change: (part: Partial<ListSearch>) => void }) {
  const { t } = useTranslation('customers');
  const box = useRef<HTMLInputElement>(null);
  const users = useRead('users.list', {});
  const tags = useRead('tags.list', {});
  useShortcut({
    id: 'customers.search',
    keys: 'f',
    labelKey: 'customers:shortcut.search',
    groupKey: 'customers:title',
    run: () => box.current?.focus(),
  });
  return (
    <FilterRow>
      <div className={classes.filters}>
        <SearchBox
          label={t('search')}
          width={240}
          inputRef={box}
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
        <FilterMenu
          icon={IconCircleDashed}
          label={t('field.status')}
          anyLabel={t('any.status')}
          value={search.status}
          options={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
          onChange={(status) => change({ status })}
        />
        <FilterMenu
          icon={IconUser}
          label={t('field.owner')}
          anyLabel={t('any.owner')}
          value={search.owner === undefined ? undefined : String(search.owner)}
          options={(users.data?.items ?? []).map((user) => ({ value: String(user.id), label: user.name }))}
          onChange={(id) => change({ owner: id === undefined ? undefined : Number(id) })}
        />
        <FilterMenu
          icon={IconTag}
          label={t('field.tag')}
          anyLabel={t('any.tag')}
          value={search.tag}
          options={(tags.data?.items ?? []).map(({ name }) => ({ value: name, label: name }))}
          onChange={(tag) => change({ tag })}
        />
        <FilterMenu
          icon={IconArrowsSort}
          label={t('sortBy')}
          anyLabel={t('sort.name')}
          value={search.sort === 'newest' ? search.sort : undefined}
          options={SORTS.filter((sort) => sort !== 'name').map((value) => ({ value, label: t(`sort.${value}`) }))}
          onChange={(sort) => change({ sort })}
        />
      </div>
    </FilterRow>
  );
}
