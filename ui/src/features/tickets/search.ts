/** What the address says about the ticket list: view, filters and order. It survives reloads and can be shared. */
import type { Args } from '@/lib/api';

export const VIEWS = ['needs_answer', 'mine', 'unassigned', 'waiting', 'on_hold', 'solved_week', 'all'] as const;
export type TicketView = (typeof VIEWS)[number];

export const SORTS = ['newest', 'updated', 'waiting_longest'] as const;
type TicketSort = (typeof SORTS)[number];

export interface TicketSearch {
  view?: TicketView;
  team?: number;
  status?: number;
  priority?: number;
  assignee?: number;
  customer?: number;
  sort?: TicketSort;
}

/** The filters that narrow a view, each an id. */
const FILTERS = ['status', 'priority', 'assignee', 'team', 'customer'] as const;
export type TicketFilter = (typeof FILTERS)[number];

const oneOf = <V extends string>(known: readonly V[], value: unknown): V | undefined =>
  known.find((one) => one === value);

/** Keeps what is understood; a mangled address shows the usual list instead of an error. */
export function readSearch(raw: Record<string, unknown>): TicketSearch {
  const view = oneOf(VIEWS, raw.view);
  const sort = oneOf(SORTS, raw.sort);
  const search: TicketSearch = { ...(view ? { view } : {}), ...(sort ? { sort } : {}) };
  for (const filter of FILTERS) {
    const id = raw[filter];
    if (typeof id === 'number' && Number.isInteger(id) && id > 0) search[filter] = id;
  }
  return search;
}

/** A team or a customer alone means their open tickets; an address without anything means what waits for us. */
export function viewOf(search: TicketSearch): TicketView | 'open' {
  if (search.view) return search.view;
  if (search.customer) return 'all';
  return search.team ? 'open' : 'needs_answer';
}

const ROWS_PER_PAGE = 100;

export function listArgs(search: TicketSearch): Args<'tickets.list'> {
  const { status, priority, assignee, team, customer, sort } = search;
  return {
    view: viewOf(search),
    limit: ROWS_PER_PAGE,
    ...(status ? { status_id: status } : {}),
    ...(priority ? { priority_id: priority } : {}),
    ...(assignee ? { assignee_id: assignee } : {}),
    ...(team ? { team_id: team } : {}),
    ...(customer ? { customer_id: customer } : {}),
    ...(sort ? { sort } : {}),
  };
}

/** The filters beyond the view itself; a team's own page counts as a view. */
export const narrowedBy = (search: TicketSearch): TicketFilter[] =>
  FILTERS.filter((filter) => search[filter] !== undefined && !(filter === 'team' && search.view === undefined));
