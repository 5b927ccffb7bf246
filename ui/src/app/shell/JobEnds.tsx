import { useEffect } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { isUnderWay, type Job, type StartedJob, useJob, useStartedJobs } from '@/lib/job';
import { showToast, useToasts } from '@/lib/toasts';

/** Says when long work that was started here has ended, on whichever page one is by then. */
export function JobEnds() {
  const started = useStartedJobs(({ jobs }) => jobs);
  return started.map((job) => <JobEnd key={job.id} started={job} />);
}

function JobEnd({ started }: { started: StartedJob }) {
  const { t } = useTranslation('common');
  const { data: job, error } = useJob(started.id);
  useEffect(() => {
    if (!error && (!job || isUnderWay(job))) return;
    useStartedJobs.setState(({ jobs }) => ({ jobs: jobs.filter((one) => one !== started) }));
    // Started is no news any more.
    if (started.toast !== undefined) useToasts.getState().dismiss(started.toast);
    const key = job && endOf(job);
    if (!key) return;
    showToast({
      tone: key === 'ended' ? 'done' : 'error',
      content: <Trans t={t} i18nKey={`background.${key}`} values={{ title: job.title }} components={{ b: <b /> }} />,
      ...(key === 'endedFailed' && job.message ? { hint: job.message } : {}),
    });
  }, [job, error, started, t]);
  return null;
}

/** How the end is said; who stopped it was told so already. */
function endOf(job: Job): 'ended' | 'endedProblems' | 'endedFailed' | undefined {
  if (job.status === 'cancelled') return undefined;
  if (job.status !== 'done') return 'endedFailed';
  return hasProblems(job.result) ? 'endedProblems' : 'ended';
}

const hasProblems = (result: unknown): boolean =>
  typeof result === 'object' &&
  result !== null &&
  'problems' in result &&
  Array.isArray(result.problems) &&
  result.problems.length > 0;
