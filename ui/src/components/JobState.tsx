import { useTranslation } from 'react-i18next';
import type { Job } from '@/lib/job';
import { type State, StateBadge } from './StateBadge';

const STATES: Readonly<Record<Job['status'], State>> = {
  waiting: 'idle',
  running: 'new',
  done: 'good',
  failed: 'late',
  cancelled: 'idle',
  interrupted: 'problem',
};

/** Whether long work runs, ended well, or needs a look. */
export function JobState({ job }: { job: Job }) {
  const { t } = useTranslation('common');
  return <StateBadge state={STATES[job.status]}>{t(`background.state.${job.status}`)}</StateBadge>;
}
