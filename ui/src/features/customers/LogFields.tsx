import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { FieldRow } from '@/components/Form';
import { KINDS, type LogValues, twoSided } from './log-form';

/** What is noted down about a call, an e-mail, a meeting or a thought; filled anew or corrected. */
export function LogFields({ form }: { form: UseFormReturnType<LogValues> }) {
  const { t } = useTranslation('customers');
  const { values } = form;
  return (
    <>
      <FieldRow>
        <Select
          label={t('log.what')}
          allowDeselect={false}
          data={KINDS.map((value) => ({ value, label: t(`log.kind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        {twoSided(values.kind) && (
          <Select
            label={t('log.direction')}
            allowDeselect={false}
            data={(['outbound', 'inbound'] as const).map((value) => ({ value, label: t(`log.${value}`) }))}
            {...form.getInputProps('direction')}
          />
        )}
      </FieldRow>
      <TextInput label={t('log.subject')} dir="auto" {...form.getInputProps('subject')} />
      <Textarea
        label={t('log.body')}
        data-autofocus
        autosize
        minRows={3}
        maxRows={12}
        dir="auto"
        {...form.getInputProps('body')}
      />
      <FieldRow>
        <DateField
          label={t('log.on')}
          value={values.on}
          onChange={(on) => form.setFieldValue('on', on)}
          error={form.errors.on}
        />
        <TextInput type="time" label={t('log.at')} {...form.getInputProps('at')} />
        {values.kind === 'call' && (
          <NumberInput label={t('log.minutes')} min={0} max={1440} hideControls {...form.getInputProps('minutes')} />
        )}
      </FieldRow>
    </>
  );
}
