/** Watches one piece of long work until it ends. */
import type { UseQueryResult } from '@tanstack/react-query';
import { create } from 'zustand';
import type { Result } from './api';
import { useRead } from './query';

/** `kind` stays open: every part of the program may bring long work of its own. */
export type Job = Omit<Result<'jobs.get'>, 'kind' | 'result'> & { kind: string; result?: unknown };

/** A bar that moves twice a second looks alive; progress itself makes no live message. */
const LOOK_MS = 500;

export const isUnderWay = (job: Pick<Job, 'status'>): boolean => job.status === 'waiting' || job.status === 'running';

/** The job, read again and again while it is under way. */
export const useJob = (id: number | undefined): UseQueryResult<Job, Error> =>
  useRead(
    'jobs.get',
    { id: id ?? 0 },
    { enabled: id !== undefined, everyMs: (job) => (isUnderWay(job) ? LOOK_MS : undefined) },
  );

/** Long work, newest first; moves while some of it is under way. */
export const useJobs = (): UseQueryResult<Result<'jobs.list'>, Error> =>
  useRead('jobs.list', {}, { everyMs: ({ items }) => (items.some(isUnderWay) ? LOOK_MS : undefined) });

export interface StartedJob {
  id: number;
  /** The toast that said it has begun. */
  toast?: number;
}

/** Work started in this window whose end has not been said yet. */
export const useStartedJobs = create<{ jobs: readonly StartedJob[] }>(() => ({ jobs: [] }));

/** The frame says so when it ends, wherever one is by then. */
export function announceEnd(id: number, toast?: number): void {
  const job = toast === undefined ? { id } : { id, toast };
  useStartedJobs.setState(({ jobs }) => ({ jobs: [...jobs.filter((one) => one.id !== id), job] }));
}
