import { describe, expect, it } from 'vitest';
import { type Board, type DealCard, moveCard } from '@/features/sales/board-move';

const card = (id: number, stage_id: number, value_minor: number): DealCard => ({
  id,
  title: `Deal ${id}`,
  customer_id: null,
  customer_name: null,
  pipeline_id: 1,
  stage_id,
  value_minor,
  currency: 'GBP',
  owner_id: null,
  expected_close_on: null,
  stage_entered_ms: 1,
  closed_ms: null,
  days_in_stage: 9,
  limit_state: 'over',
  next_step: null,
  rev: 1,
});

const stage = (id: number, kind: 'open' | 'won', probability_pct: number) => ({
  id,
  name: `Stage ${id}`,
  probability_pct,
  position: id,
  limit_days: 5,
  kind,
});

const column = (stage_id: number, cards: DealCard[], sum_minor: number) => ({
  stage_id,
  count: { n: cards.length, more: false },
  sum_minor,
  weighted_minor: sum_minor / 2,
  currency: 'GBP',
  other_currencies: 0,
  since_ms: null,
  cards,
  next: null,
});

const board: Board = {
  pipeline: {
    id: 1,
    name: 'Replacements',
    position: 0,
    stages: [stage(1, 'open', 50), stage(2, 'won', 100)],
    open_minor: 3000,
    currency: 'GBP',
    other_currencies: 0,
    rev: 1,
  },
  columns: [column(1, [card(1, 1, 1000), card(2, 1, 2000)], 3000), column(2, [card(3, 2, 500)], 500)],
  totals: {
    open_minor: 3000,
    weighted_minor: 1500,
    won_month_minor: 500,
    win_rate_pct: null,
    over_limit: 2,
    other_currencies: 0,
    currency: 'GBP',
  },
};

describe('moving a card', () => {
  it('puts it on top of its new stage and takes sums and counts along', () => {
    const { columns } = moveCard(board, 2, 2, 77);
    expect(columns[0]).toMatchObject({ count: { n: 1 }, sum_minor: 1000, weighted_minor: 500 });
    expect(columns[1]).toMatchObject({ count: { n: 2 }, sum_minor: 2500, weighted_minor: 2500 });
    expect(columns[1]?.cards.map(({ id }) => id)).toEqual([2, 3]);
    expect(columns[1]?.cards[0]).toMatchObject({ stage_entered_ms: 77, closed_ms: 77, limit_state: 'ok' });
  });

  it('leaves the board alone when there is nothing to move', () => {
    expect(moveCard(board, 1, 1, 77)).toBe(board);
    expect(moveCard(board, 99, 2, 77)).toBe(board);
  });

  it('counts only what is in the column’s currency', () => {
    const foreign = { ...card(4, 1, 900), currency: 'EUR' };
    const mixed = { ...board, columns: [column(1, [foreign], 0), column(2, [], 0)] };
    expect(moveCard(mixed, 4, 2, 77).columns[1]).toMatchObject({ count: { n: 1 }, sum_minor: 0 });
  });
});
