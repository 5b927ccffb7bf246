import { Droppable } from '@hello-pangea/dnd';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { KanbanColumn, KanbanStrip } from '@/components/Kanban';
import { Money } from '@/components/Money';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import classes from './board.module.css';
import type { Column, Stage } from './board-move';
import { DealCardItem } from './DealCardItem';

interface BoardColumnProps {
  stage: Stage;
  column: Column;
  /** The stage a card was lifted from, while one is in the air. */
  liftedFrom: number | undefined;
  fixed: boolean;
  onOpen: (id: number) => void;
  /** How many more cards come at a time. */
  step: number;
  /** It shows as many as it can. */
  full: boolean;
  onMore: () => void;
  onAdd: (stageId: number) => void;
}

/** A stage with its cards; more of them on demand. */
export function BoardColumn(props: BoardColumnProps) {
  const { stage, column, liftedFrom, fixed, onOpen, onAdd } = props;
  const { t } = useTranslation('sales');
  const { locale, zone } = useBusiness();
  const month = column.since_ms
    ? new Intl.DateTimeFormat(locale, { month: 'long', timeZone: zone }).format(Date.now())
    : undefined;
  const money = (minor: number) => <Money minor={minor} currency={column.currency} whole />;
  return (
    <Droppable droppableId={String(stage.id)}>
      {(drop, state) => (
        <KanbanColumn
          name={stage.name}
          count={formatCount(column.count, locale) ?? ''}
          note={month ?? t('pct', { pct: stage.probability_pct })}
          sum={money(column.sum_minor)}
          sumNote={
            stage.kind === 'open' && (
              <>
                {money(column.weighted_minor)}&nbsp;{t('weighted')}
              </>
            )
          }
          share={stage.kind === 'won' ? 1 : stage.probability_pct / 100}
          target={state.isDraggingOver && liftedFrom !== stage.id}
          cardsRef={drop.innerRef}
          cardsProps={{ ...drop.droppableProps, ...{ 'data-stage': stage.id } }}
        >
          {column.cards.map((deal, index) => (
            <DealCardItem
              key={deal.id}
              deal={deal}
              index={index}
              still={liftedFrom !== undefined && liftedFrom !== stage.id}
              fixed={fixed}
              onOpen={onOpen}
            />
          ))}
          {drop.placeholder}
          <div className={classes.foot}>
            <ShowMore {...props} />
            {stage.kind === 'open' && !fixed && (
              <Button
                variant="subtle"
                compact
                icon={IconPlus}
                aria-label={t('addIn', { stage: stage.name })}
                onClick={() => onAdd(stage.id)}
              >
                {t('addDeal')}
              </Button>
            )}
          </div>
        </KanbanColumn>
      )}
    </Droppable>
  );
}

/** The next cards of a long column, or the way to the list when it shows as many as it can. */
function ShowMore({ stage, column, step, full, onMore }: BoardColumnProps) {
  const { t } = useTranslation('sales');
  const locale = useBusiness((business) => business.locale);
  const left = column.count.n - column.cards.length;
  if (left <= 0) return null;
  const n = formatCount(column.count, locale);
  const more = Math.min(step, left);
  return (
    <Button
      variant="subtle"
      compact
      aria-label={full ? t('showAllIn', { n, stage: stage.name }) : t('showMoreIn', { count: more, stage: stage.name })}
      onClick={onMore}
    >
      {full ? t('showAll', { n }) : t('showMoreOf', { count: more })}
    </Button>
  );
}

/** The stage of lost deals: takes cards, shows how many it took. */
export function LostStrip({ stage, column, onOpen }: { stage: Stage; column: Column; onOpen: () => void }) {
  const locale = useBusiness((business) => business.locale);
  return (
    <Droppable droppableId={String(stage.id)}>
      {(drop, state) => (
        <KanbanStrip
          name={stage.name}
          count={formatCount(column.count, locale) ?? ''}
          target={state.isDraggingOver}
          cardsRef={drop.innerRef}
          cardsProps={drop.droppableProps}
          onOpen={onOpen}
        >
          <div className={classes.hidden}>{drop.placeholder}</div>
        </KanbanStrip>
      )}
    </Droppable>
  );
}
