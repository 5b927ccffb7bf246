/** What Today shows, as rows: groups become headers between their items. */
import type { Op, Result } from '@/lib/api';
import { OPERATIONS } from '@/lib/operations.gen';

export type Today = Result<'today.list'>;
export type TodayGroup = Today['groups'][number];
export type TodayItem = TodayGroup['items'][number];

export type TodayRow = { type: 'group'; group: TodayGroup } | { type: 'item'; item: TodayItem };

export const FILTERS = ['all', 'tickets', 'sales', 'follow_ups', 'runs'] as const;
export type TodayFilter = (typeof FILTERS)[number];

export interface TodaySearch {
  show?: TodayFilter;
}

export function readSearch(raw: Record<string, unknown>): TodaySearch {
  const show = FILTERS.find((filter) => filter === raw.show);
  return show && show !== 'all' ? { show } : {};
}

/** Groups without items are left out. */
export function rowsOf(groups: readonly TodayGroup[]): TodayRow[] {
  return groups
    .filter((group) => group.items.length > 0)
    .flatMap((group): TodayRow[] => [
      { type: 'group', group },
      ...group.items.map((item): TodayRow => ({ type: 'item', item })),
    ]);
}

export const keyOf = (row: TodayRow): string => (row.type === 'group' ? `group ${row.group.key}` : row.item.key);

/** Where the record of an item is shown, and from there where its answer is written. */
export function placeOf({ subject_type, subject_id }: Pick<TodayItem, 'subject_type' | 'subject_id'>): string {
  switch (subject_type) {
    case 'ticket':
      return `/tickets/${subject_id}`;
    case 'customer':
      return `/customers/${subject_id}`;
    case 'deal':
      return `/sales/deals/${subject_id}`;
    case 'workflow':
    case 'run':
    case 'workflow_run':
      return '/workflows';
    case 'job':
      return '/settings/data';
    default:
      return '/customers';
  }
}

/** Operations that need words of a person: the record's own page has the place to write them. */
const NEEDS_WORDS = new Set(['tickets.reply', 'tickets.note', 'interactions.log']);

/** Whether the button can do its work from here, without another look at the record. */
export function isComplete({ action }: TodayItem): boolean {
  const { operation } = action;
  if (!(operation in OPERATIONS) || NEEDS_WORDS.has(operation)) return false;
  return OPERATIONS[operation as Op].write;
}
