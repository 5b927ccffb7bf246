import { IconArrowBackUp, IconTrashX } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { FilterRow, Page, PageHeader } from '@/components/Page';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import { type Column, VirtualTable } from '@/components/VirtualTable';
import type { Item } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { usePages, useWrite } from '@/lib/query';
import classes from './Settings.module.css';

type Trashed = Item<'trash.list'>;

const TYPES = ['all', 'customer', 'ticket', 'deal', 'article', 'task', 'interaction', 'workflow'] as const;
type Type = (typeof TYPES)[number];

/** What was deleted, ready to come back; only here can something be removed for good. */
export function TrashPage() {
  const { t } = useTranslation('settings');
  const role = useBusiness((business) => business.role);
  const [type, setType] = useState<Type>('all');
  const [purging, setPurging] = useState<Trashed>();
  const pages = usePages('trash.list', type === 'all' ? {} : { type }, { keep: true });
  const restore = useWrite('trash.restore', {
    toast: (_, { type: kind, id }) => (
      <Trans
        t={t}
        i18nKey="trash.restored"
        values={{ title: pages.data?.find((row) => row.type === kind && row.id === id)?.title ?? '' }}
        components={{ b: <b dir="auto" /> }}
      />
    ),
  });
  const mayPurge = role === 'owner' || role === 'admin';
  const columns: Column<Trashed>[] = [
    {
      key: 'title',
      title: t('trash.what'),
      width: 'minmax(220px, 2fr)',
      cell: (row) => <span dir="auto">{row.title}</span>,
    },
    {
      key: 'type',
      title: t('trash.type'),
      width: '120px',
      cell: (row) => t(`type.${row.type}`, { defaultValue: row.type }),
    },
    {
      key: 'who',
      title: t('trash.who'),
      width: 'minmax(120px, 1fr)',
      cell: (row) => <span dir="auto">{row.actor_name}</span>,
    },
    { key: 'when', title: t('trash.when'), width: '120px', cell: (row) => <RelativeTime ms={row.trashed_ms} /> },
    {
      key: 'actions',
      title: t('trash.actions'),
      width: '256px',
      end: true,
      cell: (row) => (
        <span className={classes.rowActions}>
          <Button
            compact
            variant="plain"
            icon={IconArrowBackUp}
            onClick={() => restore.write({ type: row.type, id: row.id })}
          >
            {t('trash.restore')}
          </Button>
          {mayPurge && (
            <Button compact variant="plain" icon={IconTrashX} onClick={() => setPurging(row)}>
              {t('trash.purge')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <Page>
      <PageHeader title={t('page.trash')} open />
      <FilterRow>
        <Tabs
          label={t('trash.type')}
          value={type}
          options={TYPES.map((value) => ({ value, label: value === 'all' ? t('trash.all') : t(`types.${value}`) }))}
          onChange={setType}
        />
      </FilterRow>
      {pages.error && !pages.data ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      ) : !pages.data ? (
        <Skeleton rows={8} height={48} />
      ) : pages.data.length === 0 ? (
        <EmptyState drawing="done" title={t('trash.empty')} text={t('trash.emptyText')} />
      ) : (
        <VirtualTable
          label={t('page.trash')}
          columns={columns}
          rows={pages.data}
          keyOf={(row) => `${row.type}:${row.id}`}
          onEnd={() => void pages.fetchNextPage()}
          hasMore={pages.hasNextPage}
        />
      )}
      {purging && <PurgeDialog row={purging} onClose={() => setPurging(undefined)} />}
    </Page>
  );
}

/** The one thing that cannot be undone, so it says exactly what will happen. */
function PurgeDialog({ row, onClose }: { row: Trashed; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const purge = useWrite('trash.purge', { toast: () => t('trash.purged'), onDone: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('trash.purgeTitle')}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('trash.keep')}
          </Button>
          <Button variant="danger" busy={purge.pending} onClick={() => purge.write({ type: row.type, id: row.id })}>
            {t('trash.purge')}
          </Button>
        </>
      }
    >
      <p>
        <Trans
          t={t}
          i18nKey="trash.purgeText"
          values={{ title: row.title, type: t(`type.${row.type}`, { defaultValue: row.type }) }}
          components={{ b: <b dir="auto" /> }}
        />
      </p>
    </Dialog>
  );
}
