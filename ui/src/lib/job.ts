/** Watches one piece of long work until it ends. */
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Result } from './api';
import { useRead } from './query';

/** `kind` stays open: every part of the program may bring long work of its own. */
export type Job = Omit<Result<'jobs.get'>, 'kind' | 'result'> & { kind: string; result?: unknown };

/** A bar that moves twice a second looks alive; progress itself makes no live message. */
const LOOK_MS = 500;

export const isUnderWay = (job: Pick<Job, 'status'>): boolean => job.status === 'waiting' || job.status === 'running';

/** The job, read again and again while it is under way. */
export function useJob(id: number | undefined): UseQueryResult<Job, Error> {
  const query = useRead('jobs.get', { id: id ?? 0 }, { enabled: id !== undefined });
  const { refetch } = query;
  const watched = id !== undefined && (query.data === undefined || isUnderWay(query.data)) && query.error === null;
  useEffect(() => {
    if (!watched) return;
    const timer = setInterval(() => void refetch(), LOOK_MS);
    return () => clearInterval(timer);
  }, [watched, refetch]);
  return query;
}
