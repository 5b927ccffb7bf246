import { IconPlayerStop } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { FactList } from '@/components/FactList';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { Panel, PanelSection } from '@/components/Panel';
import { RelativeTime } from '@/components/RelativeTime';
import { type State, StateBadge } from '@/components/StateBadge';
import type { Item, Result } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useRead, useWrite } from '@/lib/query';
import classes from './BackgroundPage.module.css';

type Job = Item<'jobs.list'>;

const STATES: Readonly<Record<Job['status'], State>> = {
  running: 'new',
  done: 'good',
  failed: 'late',
  cancelled: 'idle',
  interrupted: 'problem',
};

/** Behind the status line: every job with its progress, and how the data is doing. */
export function BackgroundPage() {
  const { t } = useTranslation('common');
  const jobs = useRead('jobs.list', {});
  const status = useRead('data.status', {});
  return (
    <Page>
      <PageHeader title={t('background.title')} />
      <PageBody>
        {jobs.error && <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />}
        {jobs.data?.items.length === 0 && (
          <EmptyState title={t('background.noJobs')} text={t('background.noJobsText')} />
        )}
        <ul>
          {jobs.data?.items.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      </PageBody>
      {status.data && (
        <Panel>
          <DataPanel status={status.data} />
        </Panel>
      )}
    </Page>
  );
}

function JobRow({ job }: { job: Job }) {
  const { t } = useTranslation('common');
  const { locale } = useBusiness();
  const n = new Intl.NumberFormat(locale);
  const cancel = useWrite('jobs.cancel', {
    toast: ({ title }) => <Trans t={t} i18nKey="background.stopped" values={{ title }} components={{ b: <b /> }} />,
  });
  const running = job.status === 'running';
  const progress = job.total
    ? t('background.done', { done: n.format(job.done), total: n.format(job.total) })
    : t('background.doneOpen', { done: n.format(job.done) });
  const rate =
    running && job.rate_per_s ? t('background.rate', { rate: n.format(Math.round(job.rate_per_s)) }) : undefined;
  const left = running && job.left_s != null ? t('background.left', { time: formatLength(job.left_s) }) : undefined;
  return (
    <li className={classes.job}>
      <div className={classes.what}>
        <p className={classes.title} dir="auto">
          <b>{job.title}</b>
          <StateBadge state={STATES[job.status]}>{t(`background.state.${job.status}`)}</StateBadge>
        </p>
        <p className={classes.detail}>{[progress, rate, left, job.message].filter(Boolean).join(' · ')}</p>
        {running && (
          <progress className={classes.bar} aria-label={job.title} value={job.done} max={job.total ?? undefined} />
        )}
      </div>
      <RelativeTime ms={job.finished_ms ?? job.started_ms} />
      {running && (
        <Button compact icon={IconPlayerStop} onClick={() => cancel.write({ id: job.id })}>
          {t('background.stop')}
        </Button>
      )}
    </li>
  );
}

/** "4:05", or "1:04:05" from an hour on. */
function formatLength(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

function DataPanel({ status }: { status: Result<'data.status'> }) {
  const { t } = useTranslation('common');
  const { locale } = useBusiness();
  const size = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  const { search, backup, outbox } = status;
  return (
    <>
      {status.problems.length > 0 && (
        <PanelSection title={t('background.problems')} count={status.problems.length}>
          <ul className={classes.problems}>
            {status.problems.map(({ text }) => (
              <li key={text}>
                <StateBadge state="problem">{text}</StateBadge>
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
      <PanelSection title={t('background.data')}>
        <FactList
          facts={[
            { label: t('background.file'), value: status.file, title: status.file },
            { label: t('background.size'), value: size.format(status.size_bytes / 1_000_000) },
            {
              label: t('background.search'),
              value:
                search.indexing_pct == null
                  ? t('status.searchReady')
                  : t('status.searchIndexing', { pct: Math.floor(search.indexing_pct) }),
            },
            {
              label: t('background.backup'),
              value: backup.last_ms ? <RelativeTime ms={backup.last_ms} /> : t('background.never'),
            },
            {
              label: t('background.check'),
              value: status.last_check_ms ? <RelativeTime ms={status.last_check_ms} /> : t('background.never'),
            },
            { label: t('background.outbox'), value: t('background.outboxText', outbox) },
          ]}
        />
      </PanelSection>
    </>
  );
}
