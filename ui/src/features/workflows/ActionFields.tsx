import { Autocomplete, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AmountField } from '@/components/AmountField';
import { FieldRow } from '@/components/Form';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import { PersonField } from './PersonField';
import type { Action, FieldWord, Vocabulary } from './rule';
import { SetFieldFields } from './SetFieldFields';
import classes from './Workflows.module.css';

interface ActionFieldsProps {
  action: Action;
  path: string;
  record: string | undefined;
  fields: readonly FieldWord[];
  vocabulary: Vocabulary;
  onChange: (action: Action) => void;
}

/** The fields of one action, by its kind. */
export function ActionFields({ action, path, record, fields, vocabulary, onChange }: ActionFieldsProps) {
  const { t } = useTranslation('workflows');
  const variables = vocabulary.variables.find((words) => (words.record ?? undefined) === record)?.names ?? [];
  const hint = (
    <p className={classes.hint}>
      {t('actions.variables', { names: variables.map((name) => `{{${name}}}`).join(' ') })}
    </p>
  );
  switch (action.type) {
    case 'add_tag':
    case 'remove_tag':
      return (
        <Autocomplete
          id={`${path}.tag`}
          label={t('actions.tag')}
          data={[...new Set(fields.find(({ key }) => key === 'tags')?.options?.map(({ label }) => label))]}
          value={action.tag}
          onChange={(tag) => onChange({ ...action, tag })}
        />
      );
    case 'set_field':
      return <SetFieldFields action={action} path={path} fields={fields} onChange={onChange} />;
    case 'create_task':
      return (
        <>
          <TextInput
            id={`${path}.title`}
            label={t('actions.title')}
            dir="auto"
            value={action.title}
            onChange={(event) => onChange({ ...action, title: event.currentTarget.value })}
          />
          <FieldRow>
            <NumberInput
              id={`${path}.due_in_days`}
              label={t('actions.due')}
              allowDecimal={false}
              min={0}
              max={3650}
              value={action.due_in_days ?? ''}
              onChange={(days) => onChange({ ...action, due_in_days: days === '' ? null : Number(days) })}
            />
            <PersonField
              id={`${path}.assignee`}
              label={t('actions.assignee')}
              clearable
              value={action.assignee ?? null}
              onChange={(assignee) => onChange({ ...action, assignee })}
            />
          </FieldRow>
          {hint}
        </>
      );
    case 'create_deal':
      return (
        <>
          <DealFields action={action} path={path} onChange={onChange} />
          {hint}
        </>
      );
    case 'notify':
      return (
        <>
          <PersonField
            id={`${path}.to`}
            label={t('actions.to')}
            value={action.to}
            onChange={(to) => to !== null && onChange({ ...action, to })}
          />
          <Textarea
            id={`${path}.text`}
            label={t('actions.text')}
            dir="auto"
            autosize
            minRows={2}
            value={action.text}
            onChange={(event) => onChange({ ...action, text: event.currentTarget.value })}
          />
          {hint}
        </>
      );
  }
}

interface DealFieldsProps {
  action: Extract<Action, { type: 'create_deal' }>;
  path: string;
  onChange: (action: Action) => void;
}

function DealFields({ action, path, onChange }: DealFieldsProps) {
  const { t } = useTranslation('workflows');
  const currency = useBusiness((business) => business.currency);
  const pipelines = useRead('pipelines.list', {}).data?.items ?? [];
  const stages = pipelines.find((pipeline) => pipeline.id === action.pipeline_id)?.stages ?? [];
  return (
    <>
      <TextInput
        id={`${path}.title`}
        label={t('actions.title')}
        dir="auto"
        value={action.title}
        onChange={(event) => onChange({ ...action, title: event.currentTarget.value })}
      />
      <FieldRow>
        <Select
          id={`${path}.pipeline_id`}
          label={t('actions.pipeline')}
          placeholder={t('actions.first')}
          data={pipelines.map(({ id, name }) => ({ value: String(id), label: name }))}
          clearable
          value={action.pipeline_id == null ? null : String(action.pipeline_id)}
          onChange={(id) => onChange({ ...action, pipeline_id: id === null ? null : Number(id), stage_id: null })}
        />
        <Select
          id={`${path}.stage_id`}
          label={t('actions.stage')}
          placeholder={t('actions.first')}
          data={stages.map(({ id, name }) => ({ value: String(id), label: name }))}
          clearable
          disabled={stages.length === 0}
          value={action.stage_id == null ? null : String(action.stage_id)}
          onChange={(id) => onChange({ ...action, stage_id: id === null ? null : Number(id) })}
        />
        <AmountField
          id={`${path}.value_minor`}
          label={t('actions.value', { currency })}
          minor={action.value_minor ?? undefined}
          onChange={(value_minor) => onChange({ ...action, value_minor: value_minor ?? null })}
        />
      </FieldRow>
    </>
  );
}
