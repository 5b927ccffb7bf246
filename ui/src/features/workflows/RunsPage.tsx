import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/components/Chip';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { FilterRow, Page, PageHeader } from '@/components/Page';
import { Panel } from '@/components/Panel';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { type State, StateBadge } from '@/components/StateBadge';
import { Tabs } from '@/components/Tabs';
import { type Column, VirtualTable } from '@/components/VirtualTable';
import type { Item } from '@/lib/api';
import { usePages, useRead } from '@/lib/query';
import { RunPanel } from './RunPanel';
import { RUN_STATUSES, type RunSearch, type RunStatus } from './search';

export type Run = Item<'workflows.runs'>;

const STATES: Readonly<Record<RunStatus, State>> = {
  failed: 'late',
  pending: 'soon',
  skipped: 'idle',
  completed: 'good',
};

export function RunState({ status }: { status: RunStatus }) {
  const { t } = useTranslation('workflows');
  return <StateBadge state={STATES[status]}>{t(`runs.status.${status}`)}</StateBadge>;
}

const route = getRouteApi('/workflows/runs');

/** Every start of a workflow: for what, why, and what came of it. */
export function RunsPage() {
  const { t } = useTranslation('workflows');
  const navigate = useNavigate();
  const search = route.useSearch();
  const { workflow, status } = search;
  const pages = usePages(
    'workflows.runs',
    { limit: 100, ...(workflow ? { workflow_id: workflow } : {}), ...(status ? { status } : {}) },
    { keep: true },
  );
  const name = useRead('workflows.get', { id: workflow ?? 0 }, { enabled: workflow !== undefined }).data?.name;
  const go = (next: RunSearch) => void navigate({ to: '/workflows/runs', search: next, replace: true });
  const selected = pages.data?.find((run) => run.id === search.run);
  const columns: Column<Run>[] = [
    { key: 'status', title: t('runs.state'), width: '124px', cell: (run) => <RunState status={run.status} /> },
    { key: 'workflow', title: t('runs.workflow'), width: 'minmax(160px, 1fr)', cell: (run) => run.workflow_name },
    { key: 'subject', title: t('runs.subject'), width: 'minmax(200px, 2fr)', cell: (run) => run.subject_title ?? '' },
    { key: 'cause', title: t('runs.cause'), width: 'minmax(160px, 1fr)', cell: (run) => run.cause },
    {
      key: 'when',
      title: t('runs.when'),
      width: '104px',
      end: true,
      cell: (run) => <RelativeTime ms={run.started_ms} />,
    },
  ];
  return (
    <Page>
      <PageHeader
        title={t('runs.title')}
        open
        beside={
          workflow !== undefined && (
            <Chip tall onRemove={() => go(status ? { status } : {})} removeLabel={t('runs.showAll')}>
              {name ?? ''}
            </Chip>
          )
        }
      />
      <FilterRow>
        <Tabs
          label={t('runs.state')}
          value={status ?? 'all'}
          options={[
            { value: 'all', label: t('runs.all') },
            ...RUN_STATUSES.map((value) => ({ value, label: t(`runs.status.${value}`) })),
          ]}
          onChange={(value) =>
            go({ ...(workflow ? { workflow } : {}), ...(value === 'all' ? {} : { status: value as RunStatus }) })
          }
        />
      </FilterRow>
      {pages.error && !pages.data ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      ) : !pages.data ? (
        <Skeleton rows={10} height={48} />
      ) : pages.data.length === 0 ? (
        <EmptyState drawing="flow" title={t('runs.empty')} text={t('runs.emptyText')} />
      ) : (
        <VirtualTable
          label={t('runs.title')}
          columns={columns}
          rows={pages.data}
          keyOf={(run) => run.id}
          selectedKey={search.run}
          onSelect={(run) => go({ ...search, run: run.id })}
          onEnd={() => void pages.fetchNextPage()}
          hasMore={pages.hasNextPage}
        />
      )}
      {selected && (
        <Panel>
          <RunPanel run={selected} />
        </Panel>
      )}
    </Page>
  );
}
