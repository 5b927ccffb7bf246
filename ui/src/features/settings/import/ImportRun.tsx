import { IconArrowBackUp, IconPlayerStop } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Chip } from '@/components/Chip';
import { ErrorState } from '@/components/ErrorState';
import { JobProgress } from '@/components/JobProgress';
import { JobState } from '@/components/JobState';
import { Skeleton } from '@/components/Skeleton';
import { isUnderWay, type Job, useJob } from '@/lib/job';
import { useWrite } from '@/lib/query';
import { undoChange } from '@/lib/undo';
import { SettingsSection } from '../SettingsSection';
import classes from './Import.module.css';
import { reportOf } from './kinds';
import { Figures, Rejects } from './ReportParts';
import { useUndone } from './use-undone';

/** The import at work, then what it did. It goes on when the page is closed. */
export function ImportRun({ jobId, onAgain }: { jobId: number; onAgain: () => void }) {
  const { t } = useTranslation('settings');
  const { data: job, error, refetch } = useJob(jobId);
  const cancel = useWrite('jobs.cancel', {
    toast: ({ title }) => (
      <Trans t={t} i18nKey="common:background.stopped" values={{ title }} components={{ b: <b dir="auto" /> }} />
    ),
  });
  const undone = useUndone(job?.change_id);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!job) return <Skeleton rows={2} />;
  const report = reportOf(job.result);
  const underWay = isUnderWay(job);
  return (
    <>
      <div className={classes.work} role="status">
        <div className={classes.workTitle}>
          <b dir="auto">{job.title}</b>
          {undone ? <Chip>{t('history.undone')}</Chip> : <JobState job={job} />}
        </div>
        <JobProgress job={job} />
      </div>
      {report && (
        <SettingsSection
          title={t('import.did')}
          text={undone ? t('import.undone') : t('import.didText', { source: report.source })}
        >
          <Figures report={report} />
        </SettingsSection>
      )}
      {report && <Rejects report={report} title={t('import.rejectedRows')} jobId={job.id} />}
      <div className={classes.buttons}>
        {underWay ? (
          <Button icon={IconPlayerStop} busy={cancel.pending} onClick={() => cancel.write({ id: job.id })}>
            {t('import.stop')}
          </Button>
        ) : (
          <>
            <Revert job={job} />
            <Button variant="filled" onClick={onAgain}>
              {t('import.again')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}

/** Takes the whole import back, as one undo. */
export function Revert({ job, compact = false }: { job: Job; compact?: boolean }) {
  const { t } = useTranslation('settings');
  const changeId = job.change_id;
  const undone = useUndone(changeId);
  if (changeId == null || undone || isUnderWay(job)) return null;
  return (
    <Button compact={compact} icon={IconArrowBackUp} onClick={() => void undoChange(changeId)}>
      {t('import.revert')}
    </Button>
  );
}
