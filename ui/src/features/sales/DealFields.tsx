import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { FieldRow } from '@/components/Form';
import { PickCustomer } from '@/components/PickCustomer';
import { PickUser } from '@/components/PickUser';
import { type DealValues, openStages, type Pipeline } from './deal-form';

interface DealFieldsProps {
  form: UseFormReturnType<DealValues>;
  currency: string;
  /** Pipelines to choose from; known deals move on their page instead. */
  pipelines?: readonly Pipeline[];
  lost?: boolean;
}

/** Every field of a deal; the same for new and known ones. */
export function DealFields({ form, currency, pipelines, lost }: DealFieldsProps) {
  const { t } = useTranslation('sales');
  const { values } = form;
  const text = (id: number | null) => (id === null ? null : String(id));
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <TextInput
        label={t('field.title')}
        description={t('titleHelp')}
        data-autofocus
        dir="auto"
        {...form.getInputProps('title')}
      />
      <PickCustomer
        creates
        label={t('field.customer')}
        value={values.customer_id}
        onChange={(id) => form.setFieldValue('customer_id', id)}
        error={form.errors.customer_id}
      />
      {pipelines && (
        <FieldRow>
          <Select
            label={t('field.pipeline')}
            allowDeselect={false}
            data={pipelines.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={text(values.pipeline_id)}
            onChange={(id) => {
              form.setFieldValue('pipeline_id', Number(id));
              form.setFieldValue('stage_id', openStages(pipelines, Number(id))[0]?.id ?? null);
            }}
          />
          <Select
            label={t('field.stage')}
            allowDeselect={false}
            data={openStages(pipelines, values.pipeline_id).map(({ id, name }) => ({ value: String(id), label: name }))}
            value={text(values.stage_id)}
            onChange={(id) => form.setFieldValue('stage_id', Number(id))}
            error={form.errors.stage_id}
          />
        </FieldRow>
      )}
      <FieldRow>
        <TextInput label={t('field.value', { currency })} inputMode="decimal" {...form.getInputProps('value')} />
        <DateField
          label={t('field.close')}
          value={values.expected_close_on}
          onChange={(on) => form.setFieldValue('expected_close_on', on)}
          error={form.errors.expected_close_on}
        />
      </FieldRow>
      <PickUser
        label={t('field.owner')}
        value={values.owner_id}
        onChange={(id) => form.setFieldValue('owner_id', id)}
        error={form.errors.owner_id}
      />
      {lost && <TextInput label={t('lost.why')} dir="auto" {...form.getInputProps('lost_reason')} />}
    </div>
  );
}
