/** Times as people read them, in the business's zone. Every function takes the clock, so that it can be tested. */

export interface Place {
  zone: string;
  locale: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(place: Place, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${place.locale}|${place.zone}|${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(place.locale, { timeZone: place.zone, ...options });
  formats.set(key, made);
  return made;
}

/** Calendar day in the zone as `YYYY-MM-DD`. */
export function dayOf(ms: number, zone: string): string {
  return format({ zone, locale: 'en-CA' }, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
}

/** Whole calendar days from `fromMs` to `ms` in the zone; negative in the past. */
export function daysBetween(fromMs: number, ms: number, zone: string): number {
  return Math.round((Date.parse(dayOf(ms, zone)) - Date.parse(dayOf(fromMs, zone))) / DAY_MS);
}

export const formatClock = (ms: number, place: Place): string =>
  format(place, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms);

/** "20 Nov", with the year when it is another one. */
export function formatDate(ms: number, nowMs: number, place: Place): string {
  const sameYear = dayOf(ms, place.zone).slice(0, 4) === dayOf(nowMs, place.zone).slice(0, 4);
  return format(place, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(ms);
}

/** A calendar date that belongs to no zone. */
export function formatDay(on: string, nowMs: number, place: Place): string {
  return formatDate(Date.parse(`${on}T12:00:00Z`), nowMs, { ...place, zone: 'UTC' });
}

/** For lists: "09:41" today, "Mon 09:40" within six days, else "24 Nov" or "3 Feb 2025". */
export function formatWhen(ms: number, nowMs: number, place: Place): string {
  const days = daysBetween(nowMs, ms, place.zone);
  if (days === 0) return formatClock(ms, place);
  if (Math.abs(days) < 7) return `${format(place, { weekday: 'short' }).format(ms)} ${formatClock(ms, place)}`;
  return formatDate(ms, nowMs, place);
}

/** For the hover: "Friday 20 November 2026 at 09:41 GMT". */
export const formatExact = (ms: number, place: Place): string =>
  format(place, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(ms);

/** "Friday 20 November". */
export const formatLongDay = (ms: number, place: Place): string => {
  const parts = format(place, { weekday: 'long', day: 'numeric', month: 'long' }).formatToParts(ms);
  return parts
    .map((part) => (part.type === 'literal' ? ' ' : part.value))
    .join('')
    .trim();
};

export type Unit = 'minute' | 'hour' | 'day';

/** A length as its largest whole unit: 12 minutes, 2 hours, 9 days. */
export function lengthOf(ms: number): { unit: Unit; n: number } {
  const size = Math.abs(ms);
  if (size < HOUR_MS) return { unit: 'minute', n: Math.floor(size / MINUTE_MS) };
  if (size < DAY_MS) return { unit: 'hour', n: Math.floor(size / HOUR_MS) };
  return { unit: 'day', n: Math.floor(size / DAY_MS) };
}

type DueTone = 'late' | 'soon' | 'later';

export interface Due {
  tone: DueTone;
  /** What to show: a count of a unit when late or soon, otherwise a time. */
  amount?: { unit: Unit; n: number };
  when?: string;
}

/** Closer than this counts as soon. */
const SOON_MS = HOUR_MS;

/** Late ("12 min late"), soon ("18 min") or a plain time ("13:10"). */
export function dueOf(ms: number, nowMs: number, place: Place): Due {
  const left = ms - nowMs;
  if (left < 0) return { tone: 'late', amount: lengthOf(left) };
  if (left < SOON_MS) return { tone: 'soon', amount: lengthOf(left) };
  return { tone: 'later', when: formatWhen(ms, nowMs, place) };
}
