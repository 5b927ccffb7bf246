/** What the address of the sales pages can say. */

export const DEAL_VIEWS = ['open', 'mine', 'over_limit', 'won', 'lost'] as const;
type DealView = (typeof DEAL_VIEWS)[number];

export interface SalesSearch {
  pipeline?: number;
  /** The board unless said otherwise. */
  layout?: 'list';
  /** Of the list. */
  view?: DealView;
  /** Of the list: only what stands in this stage. */
  column?: number;
  owner?: number;
  /** Only deals past their stage's limit. */
  over?: boolean;
  /** Only deals expected to close this month. */
  closing?: boolean;
  /** The form for a new deal is open. */
  new?: boolean;
  customer?: number;
  stage?: number;
}

const id = (value: unknown): number | undefined => {
  const n = Number(value);
  return Number.isInteger(n) && n > 0 ? n : undefined;
};
const yes = (value: unknown): true | undefined => (value === true ? true : undefined);

export function readSearch(search: Record<string, unknown>): SalesSearch {
  const found = {
    pipeline: id(search.pipeline),
    layout: search.layout === 'list' ? ('list' as const) : undefined,
    view: DEAL_VIEWS.find((view) => view === search.view),
    column: id(search.column),
    owner: id(search.owner),
    over: yes(search.over),
    closing: yes(search.closing),
    new: yes(search.new),
    customer: id(search.customer),
    stage: id(search.stage),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as SalesSearch;
}
