/** What the data's status means for a person: how far the search index is, and what needs a look. */

import type { UseQueryResult } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { Result } from './api';
import { useRead } from './query';

type DataStatus = Result<'data.status'>;

/** Fewer events than this are caught up within the blink of an eye and not worth a word. */
const NOTICEABLE_EVENTS = 200;

/** How often to look while something catches up with the log; moving on makes no live message. */
const LOOK_MS = 1000;

/** How the file and its background work are doing, moving while something catches up. */
export const useDataStatus = (): UseQueryResult<DataStatus, Error> =>
  useRead(
    'data.status',
    {},
    { everyMs: ({ consumers }) => (consumers.some(({ behind }) => behind > 0) ? LOOK_MS : undefined) },
  );

/** Percent of the log that search has read; undefined when it is up to date. */
export function indexingPct(status: DataStatus): number | undefined {
  const search = status.consumers.find((consumer) => consumer.name === 'search');
  if (!search || search.behind < NOTICEABLE_EVENTS) return undefined;
  return Math.floor((search.position / (search.position + search.behind)) * 100);
}

/** What somebody should look at, in words, and where it is put right. */
export interface Problem {
  text: string;
  to: '/settings/data' | '/settings/outgoing';
}

/** The weightiest first. */
export function problemsOf(status: DataStatus, t: TFunction): Problem[] {
  const parked = status.consumers.reduce((sum, consumer) => sum + consumer.parked, 0);
  const outgoing = [
    parked > 0 && t('common:health.parked', { count: parked }),
    status.outbox_failed > 0 && t('common:health.failed', { count: status.outbox_failed }),
    status.outbox_held > 0 && t('common:health.held', { count: status.outbox_held }),
  ].filter((text) => text !== false);
  return [
    ...(status.last_check_problem ? [{ text: t('common:health.check'), to: '/settings/data' } as const] : []),
    ...outgoing.map((text) => ({ text, to: '/settings/outgoing' }) as const),
  ];
}
