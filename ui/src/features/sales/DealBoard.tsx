import {
  DragDropContext,
  type DragStart,
  type DragUpdate,
  type DropResult,
  type ResponderProvided,
} from '@hello-pangea/dnd';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KanbanBoard } from '@/components/Kanban';
import { useBusiness } from '@/lib/business';
import { BoardColumn, LostStrip } from './BoardColumn';
import type { Board, DealCard } from './board-move';
import { LostDialog } from './LostDialog';
import { useMove } from './use-move';

interface DealBoardProps {
  board: Board;
  /** How many more cards come at a time. */
  step: number;
  /** A column that shows as many as it can; the list has the rest. */
  isFull: (stageId: number) => boolean;
  onMore: (stageId: number) => void;
  onAdd: (stageId: number) => void;
  onLost: () => void;
}

/** Whoever moves cards by keys goes on from the card, which is drawn anew in its new column. */
function useFocusAgain(board: Board): (dealId: number, stageId: number) => void {
  const [landing, setLanding] = useState<{ dealId: number; stageId: number }>();
  useEffect(() => {
    if (!landing) return;
    const column = board.columns.find(({ stage_id }) => stage_id === landing.stageId);
    if (!column?.cards.some(({ id }) => id === landing.dealId)) return;
    document.querySelector<HTMLElement>(`[data-deal="${landing.dealId}"]`)?.focus();
    setLanding(undefined);
  }, [board, landing]);
  return (dealId, stageId) => setLanding({ dealId, stageId });
}

/** The stages side by side. Cards move by mouse, touch and keys; a live region says where they are. */
export function DealBoard({ board, step, isFull, onMore, onAdd, onLost }: DealBoardProps) {
  const { t } = useTranslation('sales');
  const navigate = useNavigate();
  const fixed = useBusiness((business) => business.role === 'viewer');
  const { move } = useMove();
  const focusAgain = useFocusAgain(board);
  const [liftedFrom, setLiftedFrom] = useState<number>();
  const [losing, setLosing] = useState<{ deal: DealCard; stageId: number }>();
  const stageOf = (id: string | number | undefined) =>
    board.pipeline.stages.find((stage) => String(stage.id) === String(id));
  const dealOf = (id: string) => board.columns.flatMap(({ cards }) => cards).find((card) => String(card.id) === id);
  const nameOf = (id: string) => {
    const deal = dealOf(id);
    return deal?.customer_name ? `${deal.title}, ${deal.customer_name}` : (deal?.title ?? '');
  };

  const onStart = ({ draggableId, source }: DragStart, { announce }: ResponderProvided) => {
    setLiftedFrom(Number(source.droppableId));
    announce(t('dnd.lifted', { deal: nameOf(draggableId), stage: stageOf(source.droppableId)?.name }));
  };
  const onUpdate = ({ destination }: DragUpdate, { announce }: ResponderProvided) => {
    announce(destination ? t('dnd.over', { stage: stageOf(destination.droppableId)?.name }) : t('dnd.nowhere'));
  };
  const onEnd = (result: DropResult, { announce }: ResponderProvided) => {
    const { draggableId, source, destination, reason, mode } = result;
    setLiftedFrom(undefined);
    const deal = dealOf(draggableId);
    const stage = stageOf(destination?.droppableId);
    if (!deal || !stage || reason === 'CANCEL' || source.droppableId === destination?.droppableId) {
      announce(t('dnd.stays', { deal: nameOf(draggableId), stage: stageOf(source.droppableId)?.name }));
      return;
    }
    announce(t('dnd.dropped', { deal: nameOf(draggableId), stage: stage.name }));
    if (stage.kind === 'lost') setLosing({ deal, stageId: stage.id });
    else move({ id: deal.id, who: nameOf(draggableId), stage_id: stage.id, stageName: stage.name, rev: deal.rev });
    if (mode === 'SNAP') focusAgain(deal.id, stage.id);
  };
  const open = (id: number) => void navigate({ to: '/sales/deals/$id', params: { id: String(id) } });
  const losingStage = stageOf(losing?.stageId);

  return (
    <DragDropContext
      dragHandleUsageInstructions={t('dnd.how')}
      onDragStart={onStart}
      onDragUpdate={onUpdate}
      onDragEnd={onEnd}
    >
      <KanbanBoard>
        {board.columns.map((column) => {
          const stage = stageOf(column.stage_id);
          if (!stage) return null;
          if (stage.kind === 'lost') return <LostStrip key={stage.id} stage={stage} column={column} onOpen={onLost} />;
          return (
            <BoardColumn
              key={stage.id}
              stage={stage}
              column={column}
              liftedFrom={liftedFrom}
              fixed={fixed}
              onOpen={open}
              step={step}
              full={isFull(stage.id)}
              onMore={() => onMore(stage.id)}
              onAdd={onAdd}
            />
          );
        })}
      </KanbanBoard>
      <LostDialog
        key={losing?.deal.id}
        open={losing !== undefined}
        title={losing?.deal.title ?? ''}
        onClose={() => setLosing(undefined)}
        onLost={(reason) => {
          if (losing && losingStage) {
            const { id, rev, title } = losing.deal;
            move({ id, rev, who: title, stage_id: losingStage.id, stageName: losingStage.name, lost_reason: reason });
          }
          setLosing(undefined);
        }}
      />
    </DragDropContext>
  );
}
