import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { Tabs } from '@/components/Tabs';
import type { Item, Result } from '@/lib/api';
import { usePages } from '@/lib/query';
import classes from '../Settings.module.css';
import { SettingsSection } from '../SettingsSection';
import { OutboxRow } from './OutboxRow';
import { ReleaseAll } from './ReleaseAll';

export type Outgoing = Item<'outbox.list'>;
type Show = 'all' | Outgoing['status'];

const PAGE = 30;

/** What is on its way out of this computer, newest first. */
export function Outbox({ status }: { status: Result<'data.status'> | undefined }) {
  const { t } = useTranslation('settings');
  const [show, setShow] = useState<Show>('all');
  const pages = usePages('outbox.list', { limit: PAGE, ...(show === 'all' ? {} : { status: show }) }, { keep: true });
  const some = (count: number | undefined) => (count ? count : undefined);
  const held = status?.outbox_held ?? 0;
  const options: { value: Show; label: string; count?: number | undefined }[] = [
    { value: 'all', label: t('outbox.all') },
    { value: 'waiting', label: t('outbox.status.waiting'), count: some(status?.outbox_waiting) },
    { value: 'held', label: t('outbox.status.held'), count: some(held) },
    { value: 'failed', label: t('outbox.status.failed'), count: some(status?.outbox_failed) },
    { value: 'sent', label: t('outbox.status.sent') },
    { value: 'cancelled', label: t('outbox.status.cancelled') },
  ];
  return (
    <SettingsSection title={t('outbox.title')} text={t('outbox.text')} action={held > 1 && <ReleaseAll count={held} />}>
      <Tabs label={t('outbox.show')} value={show} options={options} onChange={setShow} />
      {pages.error && !pages.data ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      ) : !pages.data ? (
        <Skeleton rows={4} height={64} />
      ) : pages.data.length === 0 ? (
        <p className={classes.none}>{t(`outbox.none.${show}`)}</p>
      ) : (
        <ul className={classes.list}>
          {pages.data.map((item) => (
            <OutboxRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <div>
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('outbox.older')}
          </Button>
        </div>
      )}
    </SettingsSection>
  );
}
