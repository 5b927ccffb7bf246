import { useTranslation } from 'react-i18next';
import { useBusiness } from '@/lib/business';
import { isUnderWay, type Job } from '@/lib/job';
import classes from './JobProgress.module.css';
import { ProgressBar } from './ProgressBar';

/** How far long work is: "41,200 of 200,000 · 5,210 per second · 0:31 left", and a bar while it runs. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation('common');
  const { locale } = useBusiness();
  const n = new Intl.NumberFormat(locale);
  const underWay = isUnderWay(job);
  const progress = job.total
    ? t('background.done', { done: n.format(job.done), total: n.format(job.total) })
    : job.done > 0 && t('background.doneOpen', { done: n.format(job.done) });
  const rate = underWay && job.rate_per_s && t('background.rate', { rate: n.format(Math.round(job.rate_per_s)) });
  const left = underWay && job.left_s != null && t('background.left', { time: formatLength(job.left_s) });
  return (
    <>
      <p className={classes.detail}>{[progress, rate, left, job.message].filter(Boolean).join(' · ')}</p>
      {underWay && (
        <div className={classes.bar}>
          <ProgressBar label={job.title} {...(job.total ? { value: job.done, max: job.total } : {})} />
        </div>
      )}
    </>
  );
}

/** "4:05", or "1:04:05" from an hour on. */
function formatLength(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
