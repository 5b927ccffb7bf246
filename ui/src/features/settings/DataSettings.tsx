import { IconDeviceFloppy, IconRefresh, IconShieldCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { JobProgress } from '@/components/JobProgress';
import { JobState } from '@/components/JobState';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { StatRow, StatTile } from '@/components/StatTile';
import type { Result } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { indexingPct, problemsOf, useDataStatus } from '@/lib/data-health';
import { announceEnd, isUnderWay, type Job, useJob, useJobs } from '@/lib/job';
import { useWrite } from '@/lib/query';
import { showToast } from '@/lib/toasts';
import classes from './Settings.module.css';
import { SettingsSection } from './SettingsSection';

/** How the file is doing: size, backups, checks and the search index, each with its button. */
export function DataSettings() {
  const { t } = useTranslation('settings');
  const status = useDataStatus();
  const jobs = useJobs();
  const of = (kind: Job['kind']) => jobs.data?.items.filter((job) => job.kind === kind).slice(0, 5) ?? [];
  const backup = useWrite('backups.create', { onDone: ({ job_id }) => begun(job_id, t('data.backupStarted')) });
  const check = useWrite('data.check', { onDone: ({ job_id }) => begun(job_id, t('data.checkStarted')) });
  const rebuild = useWrite('search.rebuild', { toast: () => t('data.rebuildStarted') });
  const backups = of('backup');
  const checks = of('check');
  return (
    <Page>
      <PageHeader title={t('page.data')} />
      <PageBody padded>
        <div className={classes.column}>
          {status.error && <ErrorState error={status.error} onRetry={() => void status.refetch()} />}
          {!status.data && !status.error && <Skeleton rows={2} />}
          {status.data && <StatusFigures status={status.data} />}
          <SettingsSection
            title={t('data.backup')}
            text={t('data.backupText')}
            action={
              <Button
                variant="filled"
                icon={IconDeviceFloppy}
                busy={backup.pending || backups.some(isUnderWay)}
                onClick={() => backup.write({})}
              >
                {t('data.backupNow')}
              </Button>
            }
          >
            <Jobs jobs={backups} none={t('data.noBackups')} />
          </SettingsSection>
          <SettingsSection
            title={t('data.check')}
            text={t('data.checkText')}
            action={
              <Button
                icon={IconShieldCheck}
                busy={check.pending || checks.some(isUnderWay)}
                onClick={() => check.write({})}
              >
                {t('data.checkNow')}
              </Button>
            }
          >
            <Jobs jobs={checks} none={t('data.noChecks')} />
          </SettingsSection>
          <SettingsSection
            title={t('data.search')}
            text={t('data.searchText')}
            action={
              <Button icon={IconRefresh} busy={rebuild.pending} onClick={() => rebuild.write({})}>
                {t('data.rebuild')}
              </Button>
            }
          />
        </div>
      </PageBody>
    </Page>
  );
}

const begun = (jobId: number, content: string) => announceEnd(jobId, showToast({ tone: 'done', content }));

function StatusFigures({ status }: { status: Result<'data.status'> }) {
  const { t } = useTranslation('settings');
  const { locale } = useBusiness();
  const n = new Intl.NumberFormat(locale);
  const size = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  const indexing = indexingPct(status);
  // What the check found stands further down on this page.
  const problems = problemsOf(status, t).filter(({ to }) => to !== '/settings/data');
  const when = (ms: number | null | undefined) =>
    ms == null ? t('common:background.never') : <RelativeTime ms={ms} />;
  return (
    <SettingsSection title={t('data.status')}>
      <div className={classes.figures}>
        <StatRow>
          <StatTile label={t('common:background.size')} value={size.format(status.size_bytes / 1_000_000)} />
          <StatTile label={t('data.events')} value={n.format(status.events)} to="/settings/history" />
          <StatTile
            label={t('common:background.search')}
            value={indexing === undefined ? t('data.ready') : `${indexing} %`}
            note={indexing === undefined ? undefined : t('data.indexing')}
          />
          <StatTile label={t('common:background.backup')} value={when(status.last_backup_ms)} />
          <StatTile
            label={t('common:background.check')}
            value={when(status.last_check_ms)}
            note={status.last_check_problem ? t('common:background.checkFailed') : undefined}
            tone="red"
          />
        </StatRow>
      </div>
      {problems.length > 0 && (
        <ul className={classes.conflicts}>
          {problems.map(({ text, to }) => (
            <li key={text}>
              <Link to={to} className={classes.recordLink}>
                {text}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </SettingsSection>
  );
}

function Jobs({ jobs, none }: { jobs: readonly Job[]; none: string }) {
  if (jobs.length === 0) return <p className={classes.help}>{none}</p>;
  return (
    <ul className={classes.list}>
      {jobs.map((job) => (
        <JobLine key={job.id} listed={job} />
      ))}
    </ul>
  );
}

function JobLine({ listed }: { listed: Job }) {
  const { t } = useTranslation('settings');
  const job = useJob(isUnderWay(listed) ? listed.id : undefined).data ?? listed;
  const path = textIn(job.result, 'path');
  const problems = listIn(job.result, 'problems');
  return (
    <li className={classes.job}>
      <div className={classes.jobText}>
        <p className={classes.jobTitle}>
          <span dir="auto">{job.title}</span>
          <JobState job={job} />
        </p>
        {path && <p className={classes.sub}>{path}</p>}
        <JobProgress job={job} />
        {problems && problems.length === 0 && <p className={classes.sub}>{t('data.noProblems')}</p>}
        {problems && problems.length > 0 && (
          <ul className={classes.problems}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </div>
      <RelativeTime ms={job.finished_ms ?? job.started_ms} />
    </li>
  );
}

const fieldOf = (result: unknown, field: string): unknown =>
  typeof result === 'object' && result !== null
    ? Object.entries(result).find(([key]) => key === field)?.[1]
    : undefined;

function textIn(result: unknown, field: string): string | undefined {
  const value = fieldOf(result, field);
  return typeof value === 'string' ? value : undefined;
}

function listIn(result: unknown, field: string): string[] | undefined {
  const value = fieldOf(result, field);
  return Array.isArray(value) ? value.map(String) : undefined;
}
