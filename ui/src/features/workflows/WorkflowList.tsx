import { Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Chip } from '@/components/Chip';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Page, PageHeader } from '@/components/Page';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { StateBadge } from '@/components/StateBadge';
import { type Column, VirtualTable } from '@/components/VirtualTable';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { usePages } from '@/lib/query';
import type { Workflow } from './rule';
import type { ListSearch } from './search';
import classes from './Workflows.module.css';
import { useDisable, useEnable } from './writes';

/** Every workflow in the order in which they are asked, each with its switch. */
export function WorkflowList({ search }: { search: ListSearch }) {
  const { t } = useTranslation('workflows');
  const navigate = useNavigate();
  const [selected, setSelected] = useState<number>();
  const pages = usePages('workflows.list', search.on === undefined ? {} : { enabled: search.on }, { keep: true });
  const columns: Column<Workflow>[] = [
    { key: 'on', title: t('list.on'), width: '64px', cell: (row) => <RowSwitch workflow={row} /> },
    {
      key: 'name',
      title: t('list.name'),
      width: 'minmax(280px, 3fr)',
      cell: (row) => (
        <span className={classes.nameCell}>
          <b dir="auto">{row.name}</b>
          <span dir="auto">{row.sentence}</span>
        </span>
      ),
    },
    { key: 'state', title: t('list.state'), width: '176px', cell: (row) => <State workflow={row} /> },
    {
      key: 'last',
      title: t('list.lastRun'),
      width: '112px',
      cell: (row) => (row.last_run_ms == null ? t('list.never') : <RelativeTime ms={row.last_run_ms} />),
    },
    { key: 'runs', title: t('list.runs'), width: '72px', end: true, cell: (row) => <Count count={row.runs_total} /> },
  ];
  const newWorkflow = (
    <Button variant="filled" icon={IconPlus} onClick={() => void navigate({ to: '/workflows/new' })}>
      {t('create.action')}
    </Button>
  );
  return (
    <Page>
      <PageHeader title={t('title')} actions={pages.data && pages.data.length > 0 ? newWorkflow : undefined} />
      {pages.error && !pages.data ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      ) : !pages.data ? (
        <Skeleton rows={8} height={48} />
      ) : pages.data.length === 0 ? (
        <EmptyState
          drawing="flow"
          title={search.on === undefined ? t('empty.title') : t('empty.filtered')}
          text={search.on === undefined ? t('empty.text') : t('empty.filteredText')}
          action={newWorkflow}
        />
      ) : (
        <VirtualTable
          label={t('title')}
          columns={columns}
          rows={pages.data}
          keyOf={(row) => row.id}
          selectedKey={selected}
          onSelect={(row) => setSelected(row.id)}
          onOpen={(row) => void navigate({ to: '/workflows/$id', params: { id: String(row.id) } })}
          onEnd={() => void pages.fetchNextPage()}
          hasMore={pages.hasNextPage}
        />
      )}
    </Page>
  );
}

function RowSwitch({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation('workflows');
  const enable = useEnable();
  const disable = useDisable();
  // The row has a click of its own.
  const stay = (event: MouseEvent) => event.stopPropagation();
  return (
    <Switch
      size="xs"
      aria-label={t('list.switch', { name: workflow.name })}
      checked={workflow.enabled}
      wrapperProps={{ onClick: stay }}
      onChange={(event) =>
        event.currentTarget.checked ? enable.write({ id: workflow.id }) : disable.write({ id: workflow.id })
      }
    />
  );
}

/** At most one thing to say: why it stopped, what is wrong, what failed. */
function State({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation('workflows');
  const locale = useBusiness((business) => business.locale);
  if (workflow.paused_reason) return <StateBadge state="problem">{t('list.paused')}</StateBadge>;
  const problems = workflow.problems.filter((problem) => problem.blocking).length;
  if (problems > 0) return <StateBadge state="problem">{t('list.problems', { count: problems })}</StateBadge>;
  if (workflow.failed.n > 0) {
    const n = formatCount(workflow.failed, locale);
    return <StateBadge state="late">{t('list.failed', { count: workflow.failed.n, n })}</StateBadge>;
  }
  return workflow.enabled ? <StateBadge state="good">{t('list.fine')}</StateBadge> : <Chip>{t('list.off')}</Chip>;
}

function Count({ count }: { count: Workflow['runs_total'] }) {
  const locale = useBusiness((business) => business.locale);
  return <>{formatCount(count, locale)}</>;
}
