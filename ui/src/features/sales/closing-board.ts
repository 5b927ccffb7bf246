/** The board with only what is expected to close this month. */
import { dayOf } from '@/lib/time';
import type { Board } from './board-move';

/** Sums and counts are of the cards that remain; deals already closed keep their columns. */
export function closingBoard(board: Board, zone: string, nowMs: number): Board {
  const month = dayOf(nowMs, zone).slice(0, 7);
  return {
    ...board,
    columns: board.columns.map((column) => {
      const stage = board.pipeline.stages.find(({ id }) => id === column.stage_id);
      if (stage?.kind !== 'open') return column;
      const cards = column.cards.filter(({ expected_close_on }) => expected_close_on?.startsWith(month));
      const sum = cards.reduce(
        (all, { value_minor, currency }) => all + (currency === column.currency ? value_minor : 0),
        0,
      );
      return {
        ...column,
        cards,
        count: { n: cards.length, more: column.next !== null && column.next !== undefined },
        sum_minor: sum,
        weighted_minor: Math.round((sum * stage.probability_pct) / 100),
      };
    }),
  };
}
