import { type Icon, IconAlertTriangle, IconCircleCheck, IconLoader, IconPlugConnectedX } from '@tabler/icons-react';
import { useIsMutating } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBusiness } from '@/lib/business';
import { indexingPct, type Problem, problemsOf, useDataStatus } from '@/lib/data-health';
import { useJobs } from '@/lib/job';
import { useLive } from '@/lib/live';
import { useNow } from '@/lib/now';
import { formatWhen } from '@/lib/time';
import classes from './StatusLine.module.css';

/** One quiet line about what happens in the background; the page behind it tells all. */
export function StatusLine() {
  const { t } = useTranslation('common');
  const { zone, locale } = useBusiness();
  const nowMs = useNow();
  const status = useDataStatus().data;
  const indexing = status && indexingPct(status);
  const main = useMainStatus();
  const backupMs = status?.last_backup_ms;
  return (
    <footer className={classes.line}>
      <Link to={main.to ?? '/background'} className={classes.main} title={t('status.name')} data-tone={main.tone}>
        <main.icon size={14} stroke={2} aria-hidden="true" />
        <span>
          <b>{main.text}</b>
          {main.detail && ` · ${main.detail}`}
        </span>
      </Link>
      {status && (
        <span className={classes.right}>
          {indexing === undefined ? (
            <span>{t('status.searchReady')}</span>
          ) : (
            <span>{t('status.searchIndexing', { pct: indexing })}</span>
          )}
          {backupMs ? (
            <span>{t('status.backupTested', { when: formatWhen(backupMs, nowMs, { zone, locale }) })}</span>
          ) : (
            <span>{t('status.noBackup')}</span>
          )}
        </span>
      )}
    </footer>
  );
}

interface MainStatus {
  icon: Icon;
  tone: 'calm' | 'amber';
  text: string;
  detail?: string;
  /** Where it is put right; the page about background work otherwise. */
  to?: Problem['to'];
}

function useMainStatus(): MainStatus {
  const { t } = useTranslation('common');
  const lost = useLive((live) => live.lost);
  const saving = useIsMutating() > 0;
  const status = useDataStatus().data;
  const running = useJobs().data?.items.filter((job) => job.status === 'running') ?? [];
  if (lost) return { icon: IconPlugConnectedX, tone: 'amber', text: t('status.lost'), detail: t('status.retrying') };
  const [problem, ...others] = status ? problemsOf(status, t) : [];
  if (problem) {
    const detail = others.length > 0 ? { detail: t('status.more', { count: others.length }) } : {};
    return { icon: IconAlertTriangle, tone: 'amber', ...problem, ...detail };
  }
  const job = running[0];
  if (job) {
    const detail = job.total ? { detail: t('status.progress', { pct: Math.floor((job.done / job.total) * 100) }) } : {};
    return { icon: IconLoader, tone: 'calm', text: job.title, ...detail };
  }
  if (saving) return { icon: IconLoader, tone: 'calm', text: t('status.saving') };
  return { icon: IconCircleCheck, tone: 'calm', text: t('status.saved') };
}
