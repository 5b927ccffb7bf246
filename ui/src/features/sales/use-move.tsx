import { useRef } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useWrite } from '@/lib/query';
import { moveCard } from './board-move';

interface Move {
  id: number;
  /** Who or what the toast names. */
  who: string;
  stage_id: number;
  stageName: string;
  lost_reason?: string;
  rev?: number;
}

/** Moves a deal: seen at once, named in the toast, undone with Ctrl+Z. */
export function useMove(): { move: (to: Move) => void; pending: boolean } {
  const { t } = useTranslation('sales');
  // Kept across renders: the answer comes after the board was drawn anew.
  const names = useRef(new Map<number, string>());
  const write = useWrite('deals.move', {
    optimistic: ({ id, stage_id }, patch) => {
      patch('pipelines.board', (board) => moveCard(board, id, stage_id, Date.now()));
      patch('deals.get', (deal, args) => (args.id === id ? { ...deal, stage_id } : deal));
    },
    toast: ({ title, customer_name, stage_id }) => (
      <Trans
        t={t}
        i18nKey="moved"
        values={{ who: customer_name ?? title, stage: names.current.get(stage_id) ?? '' }}
        components={{ b: <b /> }}
      />
    ),
  });
  return {
    move: ({ id, stage_id, stageName, lost_reason, rev }) => {
      names.current.set(stage_id, stageName);
      write.write({
        id,
        stage_id,
        ...(lost_reason ? { lost_reason } : {}),
        ...(rev === undefined ? {} : { rev }),
      });
    },
    pending: write.pending,
  };
}
