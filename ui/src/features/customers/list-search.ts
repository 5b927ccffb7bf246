/** What the address of the customer list can say. */

export const VIEWS = ['all', 'active', 'leads', 'churned', 'mine'] as const;
export const STATUSES = ['lead', 'active', 'churned'] as const;
export const SORTS = ['name', 'newest'] as const;

type CustomerView = (typeof VIEWS)[number];
export type CustomerStatus = (typeof STATUSES)[number];
type CustomerSort = (typeof SORTS)[number];

export interface ListSearch {
  view?: CustomerView;
  q?: string;
  status?: CustomerStatus;
  owner?: number;
  tag?: string;
  sort?: CustomerSort;
  /** The form for a new customer is open. */
  new?: boolean;
  /** The new customer belongs to this organisation. */
  organisation?: number;
}

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((word) => word === value);

const text = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;

const id = (value: unknown): number | undefined => {
  const n = Number(value);
  return Number.isInteger(n) && n > 0 ? n : undefined;
};

export function readSearch(search: Record<string, unknown>): ListSearch {
  const found = {
    view: oneOf(VIEWS, search.view),
    q: text(search.q),
    status: oneOf(STATUSES, search.status),
    owner: id(search.owner),
    tag: text(search.tag),
    sort: oneOf(SORTS, search.sort),
    new: search.new === true || undefined,
    organisation: id(search.organisation),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as ListSearch;
}
