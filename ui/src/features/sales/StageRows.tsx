import { NumberInput, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { IconButton } from '@/components/IconButton';
import type { Stage } from './board-move';
import classes from './stages.module.css';

export interface StageValues {
  /** Names the row while it has no id. */
  key: number;
  id?: number;
  name: string;
  probability_pct: number;
  limit_days: number | null;
  kind: Stage['kind'];
}

interface StageRowsProps {
  stages: readonly StageValues[];
  onChange: (stages: StageValues[]) => void;
  onRemove: (stage: StageValues) => void;
  error?: string | undefined;
}

const KINDS = ['open', 'won', 'lost'] as const;

/** The stages of a pipeline in their order, each in one row. */
export function StageRows({ stages, onChange, onRemove, error }: StageRowsProps) {
  const { t } = useTranslation('sales');
  const set = (key: number, part: Partial<StageValues>) =>
    onChange(stages.map((stage) => (stage.key === key ? { ...stage, ...part } : stage)));
  const shift = (at: number, step: 1 | -1) => {
    const moved = [...stages];
    const [stage] = moved.splice(at, 1);
    if (stage) moved.splice(at + step, 0, stage);
    onChange(moved);
  };
  const add = () => {
    const key = Math.max(0, ...stages.map((stage) => stage.key)) + 1;
    const end = stages.findIndex(({ kind }) => kind !== 'open');
    const made = [...stages];
    made.splice(end < 0 ? stages.length : end, 0, {
      key,
      name: '',
      probability_pct: 50,
      limit_days: null,
      kind: 'open',
    });
    onChange(made);
  };
  return (
    <fieldset className={classes.rows}>
      <legend className={classes.legend}>{t('stages')}</legend>
      <div className={classes.row} aria-hidden="true">
        <span>{t('field.name')}</span>
        <span>{t('field.chance')}</span>
        <span>{t('field.limit')}</span>
        <span>{t('field.meaning')}</span>
      </div>
      {stages.map((stage, i) => {
        const n = i + 1;
        return (
          <div key={stage.key} className={classes.row}>
            <TextInput
              aria-label={t('stageField.name', { n })}
              dir="auto"
              value={stage.name}
              onChange={(event) => set(stage.key, { name: event.currentTarget.value })}
            />
            <NumberInput
              aria-label={t('stageField.chance', { n })}
              min={0}
              max={100}
              hideControls
              suffix="%"
              disabled={stage.kind !== 'open'}
              value={stage.kind === 'open' ? stage.probability_pct : stage.kind === 'won' ? 100 : 0}
              onChange={(value) => set(stage.key, { probability_pct: Number(value) || 0 })}
            />
            <NumberInput
              aria-label={t('stageField.limit', { n })}
              min={1}
              max={3650}
              hideControls
              placeholder={t('noLimit')}
              disabled={stage.kind !== 'open'}
              value={stage.limit_days ?? ''}
              onChange={(value) => set(stage.key, { limit_days: value === '' ? null : Number(value) })}
            />
            <Select
              aria-label={t('stageField.meaning', { n })}
              allowDeselect={false}
              data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
              value={stage.kind}
              onChange={(kind) => kind && set(stage.key, { kind })}
            />
            <span className={classes.tools}>
              <IconButton
                icon={IconArrowUp}
                label={t('stageField.up', { n })}
                disabled={i === 0}
                onClick={() => shift(i, -1)}
              />
              <IconButton
                icon={IconArrowDown}
                label={t('stageField.down', { n })}
                disabled={i === stages.length - 1}
                onClick={() => shift(i, 1)}
              />
              <IconButton
                icon={IconX}
                label={t('stageField.remove', { n })}
                disabled={stages.length <= 1}
                onClick={() => onRemove(stage)}
              />
            </span>
          </div>
        );
      })}
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Button compact icon={IconPlus} className={classes.add} onClick={add}>
        {t('addStage')}
      </Button>
    </fieldset>
  );
}
