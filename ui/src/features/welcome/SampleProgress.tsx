import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { JobProgress } from '@/components/JobProgress';
import { isUnderWay, useJob } from '@/lib/job';
import classes from './Welcome.module.css';

interface SampleProgressProps {
  jobId: number;
  onDone: () => void;
}

/** The sample business being filled; goes on by itself when it is complete. */
export function SampleProgress({ jobId, onDone }: SampleProgressProps) {
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
        {!underWay && !complete && <p>{t(`sample.${job.status}`)}</p>}
      </div>
      <JobProgress job={job} />
      <div className={classes.buttons}>
        <Button onClick={onDone}>{underWay ? t('sample.meanwhile') : t('sample.goOn')}</Button>
      </div>
    </div>
  );
}
