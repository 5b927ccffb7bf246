import { Draggable } from '@hello-pangea/dnd';
import { IconCalendarEvent, IconListCheck } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { KanbanCard } from '@/components/Kanban';
import { Money } from '@/components/Money';
import { useUserName } from '@/components/PickUser';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { formatDate, formatWhen } from '@/lib/time';
import classes from './board.module.css';
import type { DealCard } from './board-move';

interface DealCardItemProps {
  deal: DealCard;
  index: number;
  /** Cards of other columns stay where they are while one is dragged over them. */
  still: boolean;
  fixed: boolean;
  onOpen: (id: number) => void;
}

/** "4 days", "Today", or the day it was closed. */
export function useDaysText(): (deal: DealCard) => string {
  const { t } = useTranslation('sales');
  const { zone, locale } = useBusiness();
  const nowMs = useNow();
  return ({ closed_ms, days_in_stage }) => {
    if (closed_ms) return formatDate(closed_ms, nowMs, { zone, locale });
    return days_in_stage === 0 ? t('common:time.today') : t('days', { count: days_in_stage });
  };
}

/** One deal on the board: drag it, lift it with Space, open it with Enter. */
export function DealCardItem({ deal, index, still, fixed, onOpen }: DealCardItemProps) {
  const { zone, locale } = useBusiness();
  const nowMs = useNow();
  const userName = useUserName();
  const daysText = useDaysText();
  const { next_step } = deal;
  const nextText = next_step?.due_ms
    ? `${next_step.text}, ${formatWhen(next_step.due_ms, nowMs, { zone, locale })}`
    : next_step?.text;
  return (
    <Draggable draggableId={String(deal.id)} index={index} isDragDisabled={fixed}>
      {(drag, state) => {
        const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
          if (state.isDragging) return;
          if (event.key === 'Enter') onOpen(deal.id);
          else moveFocus(event);
        };
        const style = {
          ...drag.draggableProps.style,
          ...(still && !state.isDragging ? { transform: undefined } : {}),
          // The card is where it was let go; a zero would never end the animation that ends the drag.
          ...(state.isDropAnimating ? { transitionDuration: '1ms' } : {}),
        };
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the drag handle's props make it a button.
          <div
            ref={drag.innerRef}
            {...drag.draggableProps}
            {...drag.dragHandleProps}
            style={style}
            className={classes.item}
            data-deal={deal.id}
            onClick={() => onOpen(deal.id)}
            onKeyDown={onKeyDown}
          >
            <KanbanCard
              who={deal.customer_name ?? undefined}
              title={deal.title}
              value={<Money minor={deal.value_minor} currency={deal.currency} />}
              days={daysText(deal)}
              limit={deal.closed_ms ? 'done' : deal.limit_state}
              owner={userName(deal.owner_id)}
              next={
                nextText ? { icon: next_step?.due_ms ? IconCalendarEvent : IconListCheck, text: nextText } : undefined
              }
              dragging={state.isDragging}
            />
          </div>
        );
      }}
    </Draggable>
  );
}

/** Arrows walk over the cards while none is lifted. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-stage]')];
  const cardsIn = (column: HTMLElement | undefined) => [
    ...(column?.querySelectorAll<HTMLElement>('[data-deal]') ?? []),
  ];
  const at = columns.findIndex((column) => column.contains(event.currentTarget));
  const here = cardsIn(columns[at]);
  const row = here.indexOf(event.currentTarget);
  const beside = (step: 1 | -1) => {
    for (let i = at + step; i >= 0 && i < columns.length; i += step) {
      const cards = cardsIn(columns[i]);
      if (cards.length > 0) return cards[Math.min(row, cards.length - 1)];
    }
    return undefined;
  };
  const targetFor = (key: string): HTMLElement | undefined => {
    switch (key) {
      case 'ArrowDown':
        return here[row + 1];
      case 'ArrowUp':
        return here[row - 1];
      case 'ArrowRight':
        return beside(1);
      case 'ArrowLeft':
        return beside(-1);
      default:
        return undefined;
    }
  };
  const target = targetFor(event.key);
  if (!target) return;
  event.preventDefault();
  target.focus();
}
