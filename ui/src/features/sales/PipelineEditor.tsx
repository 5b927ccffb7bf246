import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { DeleteWord } from '@/components/DeleteWord';
import { Drawer } from '@/components/Drawer';
import { ApiError } from '@/lib/api';
import { useWrite } from '@/lib/query';
import type { Pipeline } from './deal-form';
import { StageRows, type StageValues } from './StageRows';

interface PipelineEditorProps {
  /** Absent: a new one. */
  pipeline?: Pipeline | undefined;
  onClose: () => void;
  onMade?: (id: number) => void;
}

const FORM = 'pipeline-form';

const usual = (t: (key: string) => string): StageValues[] => [
  { key: 1, name: t('usual.new'), probability_pct: 10, limit_days: 2, kind: 'open' },
  { key: 2, name: t('usual.visit'), probability_pct: 30, limit_days: 7, kind: 'open' },
  { key: 3, name: t('usual.sent'), probability_pct: 50, limit_days: 7, kind: 'open' },
  { key: 4, name: t('usual.won'), probability_pct: 100, limit_days: null, kind: 'won' },
  { key: 5, name: t('usual.lost'), probability_pct: 0, limit_days: null, kind: 'lost' },
];

/** Name and stages of a pipeline; stages keep their deals when they are renamed or moved. */
export function PipelineEditor({ pipeline, onClose, onMade }: PipelineEditorProps) {
  const { t } = useTranslation('sales');
  const [name, setName] = useState(pipeline?.name ?? '');
  const [stages, setStages] = useState<StageValues[]>(
    () =>
      pipeline?.stages.map(({ id, name: stageName, probability_pct, limit_days, kind }) => ({
        key: id,
        id,
        name: stageName,
        probability_pct,
        limit_days: limit_days ?? null,
        kind,
      })) ?? usual((key) => t(key as 'usual.new')),
  );
  const [problem, setProblem] = useState<{ field: string; text: string }>();
  const [going, setGoing] = useState<StageValues>();
  const without = (key: number) => setStages((known) => known.filter((stage) => stage.key !== key));
  const options = (i18nKey: 'pipelineAdded' | 'pipelineSaved') => ({
    toast: (made: { name: string }) => (
      <Trans t={t} i18nKey={i18nKey} values={{ name: made.name }} components={{ b: <b /> }} />
    ),
    onDone: (made: { id: number }) => {
      onMade?.(made.id);
      onClose();
    },
    onError: (error: unknown) => {
      if (!(error instanceof ApiError)) return false;
      setProblem({ field: error.field ?? 'stages', text: [error.message, error.hint].filter(Boolean).join(' ') });
      return true;
    },
  });
  const create = useWrite('pipelines.create', options('pipelineAdded'));
  const update = useWrite('pipelines.update', options('pipelineSaved'));
  const submit = () => {
    if (name.trim() === '') {
      setProblem({ field: 'name', text: t('pipelineNameMissing') });
      return;
    }
    if (stages.some((stage) => stage.name.trim() === '')) {
      setProblem({ field: 'stages', text: t('stageNameMissing') });
      return;
    }
    const sent = stages.map(({ key: _, ...stage }) => stage);
    if (pipeline) update.write({ id: pipeline.id, name, stages: sent, rev: pipeline.rev });
    else create.write({ name, stages: sent });
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={pipeline ? t('editPipeline') : t('newPipeline')}
      width={600}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" submit form={FORM} busy={create.pending || update.pending}>
            {pipeline ? t('common:save') : t('addPipeline')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        style={{ display: 'grid', gap: 16 }}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label={t('field.name')}
          data-autofocus
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problem?.field === 'name' ? problem.text : undefined}
        />
        <StageRows
          stages={stages}
          onChange={setStages}
          // One that is not saved yet just goes; one that deals may stand in goes with what takes its place.
          onRemove={(stage) => (stage.id === undefined ? without(stage.key) : setGoing(stage))}
          error={problem && problem.field !== 'name' ? problem.text : undefined}
        />
      </form>
      {going?.id !== undefined && (
        <DeleteWord
          type="stage"
          word={{ id: going.id, name: going.name }}
          choices={(pipeline?.stages ?? []).filter(({ kind }) => kind === going.kind)}
          onClose={() => setGoing(undefined)}
          onDone={() => without(going.key)}
        />
      )}
    </Drawer>
  );
}
