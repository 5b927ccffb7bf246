/** A record as it was beside the record as it is, and how fields of the past are put back. */
import type { Op } from '@/lib/api';
import { isBookkeeping } from './record-changes';

type Row = Readonly<Record<string, unknown>>;

/** An operation that puts fields back. `along` travels with them when it says something, e.g. why a deal was lost. */
export interface PutBack {
  op: Op;
  fields: readonly string[];
  along?: readonly string[];
}

/** One field then and now. Lists of rows (tags, contacts) are one field. */
export interface Part {
  field: string;
  was: unknown;
  is: unknown;
  differs: boolean;
}

/** `contact_points[3]` is a row of `contact_points`. */
const ROW_KEY = /^([a-z_]+)\[\d+\]$/;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;
const byPosition = (a: Row, b: Row) => Number(a.position ?? 0) - Number(b.position ?? 0);

/** Fields by name; rows gathered under theirs, without what ties them to their record. */
function gathered(record: Row): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const rows = new Map<string, Row[]>();
  for (const [key, value] of Object.entries(record)) {
    const path = ROW_KEY.exec(key)?.[1];
    if (path === undefined) fields.set(key, value);
    else if (isRow(value)) rows.set(path, [...(rows.get(path) ?? []), value]);
  }
  for (const [path, list] of rows) fields.set(path, rowsAs(path, list));
  return fields;
}

function rowsAs(path: string, rows: readonly Row[]): unknown {
  if (path === 'tags') return rows.map(({ tag_id }) => Number(tag_id)).sort((a, b) => a - b);
  if (path === 'contact_points') {
    return rows.toSorted(byPosition).map(({ kind, label, value }) => ({ kind, label, value }));
  }
  return rows.length;
}

const isNothing = (value: unknown) =>
  value === null || value === 0 || value === '' || (Array.isArray(value) && value.length === 0);

/** What differs first, in the order in which it is put back; what is empty on both sides is left out. */
export function partsOf(then: Row, now: Row, ways: readonly PutBack[]): Part[] {
  const past = gathered(then);
  const present = gathered(now);
  const parts = [...new Set([...past.keys(), ...present.keys()])].flatMap((field): Part[] => {
    const nothing = Array.isArray(past.get(field) ?? present.get(field)) ? [] : null;
    const was = past.get(field) ?? nothing;
    const is = present.get(field) ?? nothing;
    if (isBookkeeping(field) || (isNothing(was) && isNothing(is))) return [];
    return [{ field, was, is, differs: JSON.stringify(was) !== JSON.stringify(is) }];
  });
  const order = ways.flatMap(({ fields, along = [] }) => [...fields, ...along]);
  const place = ({ field, differs }: Part) => {
    const at = order.indexOf(field);
    return (differs ? 0 : parts.length + order.length) + (at < 0 ? order.length : at);
  };
  return parts.toSorted((a, b) => place(a) - place(b));
}

export const canPutBack = (ways: readonly PutBack[], field: string): boolean =>
  ways.some(({ fields }) => fields.includes(field));

/** The calls that put these fields back. Tags travel by name; one that is gone is made anew by its operation. */
export function callsFor(
  ways: readonly PutBack[],
  parts: readonly Part[],
  chosen: readonly string[],
  tagName: (id: number) => string | undefined,
): { op: Op; args: Record<string, unknown> }[] {
  const given = ({ field, was }: Part) =>
    field === 'tags' && Array.isArray(was) ? was.map((id) => tagName(Number(id))).filter(Boolean) : was;
  return ways.flatMap(({ op, fields, along = [] }) => {
    const own = parts.filter(({ field }) => fields.includes(field) && chosen.includes(field));
    if (own.length === 0) return [];
    const beside = parts.filter(({ field, was }) => along.includes(field) && !isNothing(was));
    return [{ op, args: Object.fromEntries([...own, ...beside].map((part) => [part.field, given(part)])) }];
  });
}
