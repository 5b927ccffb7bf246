/** Reads what an event says has changed, for people. */
import i18n from 'i18next';
import { formatDay, formatExact, type Place } from '@/lib/time';

/** One line of a change: what it is called, what it was, what it became. */
export interface FieldChange {
  key: string;
  label: string;
  before: unknown;
  after: unknown;
}

/** Bookkeeping that nobody wants to read. */
const HIDDEN = new Set([
  'rev',
  'number',
  'position',
  'stage_entered_ms',
  'closed_ms',
  'needs_answer_ms',
  'last_message_ms',
  'solved_ms',
  'updated_ms',
  'trashed_ms',
]);

export const isBookkeeping = (field: string): boolean => HIDDEN.has(field) || field.endsWith('_folded');

/** In the rows of a record, what ties them to it. */
const TIES = new Set(['customer_id', 'ticket_id']);

/** `contact_points[3].value` belongs to `contact_points`. */
export function labelOf(key: string): string {
  const path = key.split(/[[.]/)[0] ?? key;
  const known = `records:history.field.${path}`;
  if (i18n.exists(known)) return i18n.t(known);
  const words = path.replace(/_(id|ms|on)$/, '').replaceAll('_', ' ');
  return capital(words);
}

const isEntry = (value: unknown): value is { before?: unknown; after?: unknown } =>
  typeof value === 'object' && value !== null && ('before' in value || 'after' in value);

/** Fields people can read, in the order of the log. */
export function fieldChanges(changes: Readonly<Record<string, unknown>>): FieldChange[] {
  return Object.entries(changes).flatMap(([key, entry]) => {
    const field = key.split('.').at(-1) ?? key;
    if (!isEntry(entry) || isBookkeeping(field) || (key.includes('[') && TIES.has(field))) return [];
    return [{ key, label: labelOf(key), before: entry.before ?? null, after: entry.after ?? null }];
  });
}

/** The last word of `deal.moved`, as people say it. */
export function verbOf(kind: string): string {
  const verb = kind.split('.').at(-1) ?? kind;
  const known = `records:history.verb.${verb}`;
  if (i18n.exists(known)) return i18n.t(known);
  return capital(verb).replaceAll('_', ' ');
}

const capital = (word: string): string => word.charAt(0).toLocaleUpperCase() + word.slice(1);

/** Fields whose values are names that the program gave. */
const WORDS = new Set(['status', 'kind', 'channel', 'direction', 'role']);

function word(value: string): string {
  const known = `records:history.value.${value}`;
  return i18n.exists(known) ? i18n.t(known) : capital(value);
}

/** A value that needs no names: dates, words, plain text; the telling field of a row. Undefined when nothing tells. */
export function plainValue(field: string, value: unknown, place: Place): string | undefined {
  if (typeof value === 'object' && value !== null) {
    const row = value as Readonly<Record<string, unknown>>;
    const telling = row.value ?? row.name ?? row.title ?? row.source;
    return telling === undefined || telling === null ? undefined : String(telling);
  }
  if (field.endsWith('_ms')) return formatExact(Number(value), place);
  if (field.endsWith('_on')) return formatDay(String(value), Date.now(), place);
  if (WORDS.has(field)) return word(String(value));
  return String(value);
}
