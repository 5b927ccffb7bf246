/** What stands in the form of a logged contact, and how it travels. */
import type { UseFormReturnType } from '@mantine/form';
import { ApiError, type Args, type Result } from '@/lib/api';
import { dayOf, formatClock, type Place } from '@/lib/time';
import { wallToMs } from '@/lib/wall-time';

export type Interaction = Result<'interactions.get'>;
export type Kind = Args<'interactions.log'>['kind'];
export type Direction = 'inbound' | 'outbound';

export interface LogValues extends Record<string, unknown> {
  kind: Kind;
  direction: Direction;
  subject: string;
  body: string;
  on: string | null;
  at: string;
  minutes: number | string;
}

export const KINDS: readonly Kind[] = ['call', 'email', 'sms', 'meeting', 'note'];
const MINUTE_S = 60;
/** A day without a clock counts as its middle. */
const NOON = '12:00';

/** Whether somebody began it. */
export const twoSided = (kind: Kind): boolean => kind !== 'note' && kind !== 'meeting';

export const isBlank = ({ subject, body }: LogValues): boolean => subject.trim() === '' && body.trim() === '';

export const secondsOf = ({ kind, minutes }: LogValues): number | null =>
  kind === 'call' && minutes !== '' ? Math.round(Number(minutes) * MINUTE_S) : null;

export const instantOf = ({ on, at }: LogValues, zone: string): number | undefined =>
  on === null ? undefined : wallToMs(on, at || NOON, zone);

/** What was logged, as it stands in the form. */
export function valuesOf(logged: Interaction, place: Place): LogValues {
  return {
    kind: logged.kind,
    direction: logged.direction ?? 'outbound',
    subject: logged.subject ?? '',
    body: logged.body ?? '',
    on: dayOf(logged.at_ms, place.zone),
    at: formatClock(logged.at_ms, place),
    minutes: logged.duration_s ? Math.round((logged.duration_s / MINUTE_S) * 10) / 10 : '',
  };
}

/** Only what differs: the form knows neither seconds nor what it does not show, and must not wipe them out. */
export function changesOf(was: LogValues, now: LogValues, zone: string): Omit<Args<'interactions.update'>, 'id'> {
  const differs = (...fields: (keyof LogValues)[]) => fields.some((field) => was[field] !== now[field]);
  const at_ms = differs('on', 'at') ? instantOf(now, zone) : undefined;
  return {
    ...(differs('kind') ? { kind: now.kind } : {}),
    ...(differs('kind', 'direction') ? { direction: twoSided(now.kind) ? now.direction : null } : {}),
    ...(differs('subject') ? { subject: now.subject.trim() || null } : {}),
    ...(differs('body') ? { body: now.body.trim() || null } : {}),
    ...(at_ms === undefined ? {} : { at_ms }),
    ...(differs('kind', 'minutes') ? { duration_s: secondsOf(now) } : {}),
  };
}

/** Where the fields of the answer stand in the form. */
const PLACES: Readonly<Record<string, string>> = { at_ms: 'on', duration_s: 'minutes' };

/** Puts an error beside its field; true when there is one. */
export function showInLog(form: UseFormReturnType<LogValues>, error: unknown): boolean {
  if (!(error instanceof ApiError) || !error.field) return false;
  const place = PLACES[error.field] ?? error.field;
  if (!(place in form.values)) return false;
  form.setFieldError(place, [error.message, error.hint].filter(Boolean).join(' '));
  return true;
}
