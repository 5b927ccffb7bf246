import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { JobProgress } from '@/components/JobProgress';
import { isUnderWay, useJob } from '@/lib/job';
import classes from './Welcome.module.css';

interface FillProgressProps {
  jobId: number;
  onDone: () => void;
}

/** The file being filled by a job; goes on by itself when it is complete. */
export function FillProgress({ jobId, onDone }: FillProgressProps) {
  const { t } = useTranslation('welcome');
  const { data: job, error, refetch } = useJob(jobId);
  const complete = job?.status === 'done';
  useEffect(() => {
    if (complete) onDone();
  }, [complete, onDone]);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!job) return <div className={classes.card} style={{ minHeight: 96 }} aria-busy="true" />;
  const underWay = isUnderWay(job);
  return (
    <div className={`${classes.card} ${classes.work}`}>
      <div role="status">
        <b dir="auto">{job.title}</b>
        {!underWay && !complete && <p>{t(`filling.${job.status}`)}</p>}
      </div>
      <JobProgress job={job} />
      <div className={classes.buttons}>
        <Button onClick={onDone}>{underWay ? t('filling.meanwhile') : t('filling.goOn')}</Button>
      </div>
    </div>
  );
}
