import { useTranslation } from 'react-i18next';
import type { Stage } from './board-move';
import classes from './deal.module.css';

interface DealStagesProps {
  stages: readonly Stage[];
  current: number;
  onMove: (stageId: number) => void;
}

/** The way through the pipeline: what is behind, where it stands; pressing a stage moves the deal there. */
export function DealStages({ stages, current, onMove }: DealStagesProps) {
  const { t } = useTranslation('sales');
  const at = stages.findIndex(({ id }) => id === current);
  const lost = stages[at]?.kind === 'lost';
  const shown = stages.filter(({ kind }) => kind !== 'lost');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and submit; these move a deal.
    <div className={classes.stages} role="group" aria-label={t('stages')}>
      {shown.map((stage, i) => (
        <button
          key={stage.id}
          type="button"
          className={classes.stage}
          data-passed={(!lost && i <= at) || undefined}
          aria-current={stage.id === current ? 'step' : undefined}
          title={t('moveTo', { stage: stage.name })}
          onClick={() => onMove(stage.id)}
        >
          <span dir="auto">{stage.name}</span>
        </button>
      ))}
    </div>
  );
}
