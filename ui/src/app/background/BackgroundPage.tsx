import { IconPlayerStop } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { FactList } from '@/components/FactList';
import { JobProgress } from '@/components/JobProgress';
import { JobState } from '@/components/JobState';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { Panel, PanelSection } from '@/components/Panel';
import { RelativeTime } from '@/components/RelativeTime';
import { StateBadge } from '@/components/StateBadge';
import type { Result } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { indexingPct, problemsOf, useDataStatus } from '@/lib/data-health';
import { isUnderWay, type Job, useJobs } from '@/lib/job';
import { useWrite } from '@/lib/query';
import classes from './BackgroundPage.module.css';

/** Behind the status line: every job with its progress, and how the data is doing. */
export function BackgroundPage() {
  const { t } = useTranslation('common');
  const jobs = useJobs();
  const status = useDataStatus();
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
  const cancel = useWrite('jobs.cancel', {
    toast: ({ title }) => <Trans t={t} i18nKey="background.stopped" values={{ title }} components={{ b: <b /> }} />,
  });
  const underWay = isUnderWay(job);
  return (
    <li className={classes.job}>
      <div className={classes.what}>
        <p className={classes.title} dir="auto">
          <b>{job.title}</b>
          <JobState job={job} />
        </p>
        <JobProgress job={job} />
      </div>
      <RelativeTime ms={job.finished_ms ?? job.started_ms} />
      {underWay && (
        <Button compact icon={IconPlayerStop} onClick={() => cancel.write({ id: job.id })}>
          {t('background.stop')}
        </Button>
      )}
    </li>
  );
}

function DataPanel({ status }: { status: Result<'data.status'> }) {
  const { t } = useTranslation('common');
  const { locale } = useBusiness();
  const size = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  const problems = problemsOf(status, t);
  const indexing = indexingPct(status);
  return (
    <>
      {problems.length > 0 && (
        <PanelSection title={t('background.problems')} count={problems.length}>
          <ul className={classes.problems}>
            {problems.map(({ text }) => (
              <li key={text}>
                <StateBadge state="problem">{text}</StateBadge>
              </li>
            ))}
          </ul>
          <Link to={problems[0]?.to ?? '/settings/outgoing'} className={classes.look}>
            {t('background.look')}
          </Link>
        </PanelSection>
      )}
      <PanelSection title={t('background.data')}>
        <FactList
          facts={[
            { label: t('background.size'), value: size.format(status.size_bytes / 1_000_000) },
            {
              label: t('background.search'),
              value: indexing === undefined ? t('status.searchReady') : t('status.searchIndexing', { pct: indexing }),
            },
            {
              label: t('background.backup'),
              value: status.last_backup_ms ? <RelativeTime ms={status.last_backup_ms} /> : t('background.never'),
            },
            {
              label: t('background.check'),
              value: status.last_check_ms ? <RelativeTime ms={status.last_check_ms} /> : t('background.never'),
            },
            {
              label: t('background.outbox'),
              value: (
                <Link to="/settings/outgoing" className={classes.link}>
                  {t('background.outboxText', {
                    waiting: status.outbox_waiting,
                    held: status.outbox_held,
                    failed: status.outbox_failed,
                  })}
                </Link>
              ),
            },
          ]}
        />
      </PanelSection>
    </>
  );
}
