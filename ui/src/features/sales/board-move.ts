/** What a board looks like after a card has moved, before the backend says so. */
import type { Result } from '@/lib/api';

export type Board = Result<'pipelines.board'>;
export type Column = Board['columns'][number];
export type DealCard = Column['cards'][number];
export type Stage = Board['pipeline']['stages'][number];

const weighted = (sumMinor: number, stage: Stage | undefined): number =>
  Math.round((sumMinor * (stage?.probability_pct ?? 0)) / 100);

function withCard(column: Column, stage: Stage | undefined, card: DealCard, step: 1 | -1): Column {
  const own = card.currency === column.currency ? card.value_minor : 0;
  const sum = column.sum_minor + step * own;
  return {
    ...column,
    count: { ...column.count, n: Math.max(0, column.count.n + step) },
    sum_minor: sum,
    weighted_minor: weighted(sum, stage),
    cards: step === 1 ? [card, ...column.cards] : column.cards.filter(({ id }) => id !== card.id),
  };
}

/** The card on top of its new stage, counts and sums with it; the same board when there is nothing to move. */
export function moveCard(board: Board, dealId: number, stageId: number, nowMs: number): Board {
  const from = board.columns.find(({ cards }) => cards.some(({ id }) => id === dealId));
  const card = from?.cards.find(({ id }) => id === dealId);
  const stage = board.pipeline.stages.find(({ id }) => id === stageId);
  if (!from || !card || !stage || from.stage_id === stageId) return board;
  const moved: DealCard = {
    ...card,
    stage_id: stageId,
    stage_entered_ms: nowMs,
    days_in_stage: 0,
    limit_state: 'ok',
    closed_ms: stage.kind === 'open' ? null : nowMs,
  };
  const stageOf = (column: Column) => board.pipeline.stages.find(({ id }) => id === column.stage_id);
  return {
    ...board,
    columns: board.columns.map((column) => {
      if (column.stage_id === from.stage_id) return withCard(column, stageOf(column), card, -1);
      if (column.stage_id === stageId) return withCard(column, stageOf(column), moved, 1);
      return column;
    }),
  };
}

/** Each column with as many cards as it shows; counts and sums stay those of all. */
export function cutBoard(board: Board, limitOf: (stageId: number) => number): Board {
  return {
    ...board,
    columns: board.columns.map((column) => ({ ...column, cards: column.cards.slice(0, limitOf(column.stage_id)) })),
  };
}

/** The view of the list that shows a stage's deals. */
export function viewOf(board: Board, stageId: number): 'open' | 'won' | 'lost' {
  return board.pipeline.stages.find(({ id }) => id === stageId)?.kind ?? 'open';
}
