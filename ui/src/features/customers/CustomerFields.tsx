import { SegmentedControl, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FieldRow } from '@/components/Form';
import { PickCustomer } from '@/components/PickCustomer';
import { PickUser } from '@/components/PickUser';
import { useRead } from '@/lib/query';
import { ContactPointsField } from './ContactPointsField';
import type { CustomerValues } from './customer-form';
import classes from './fields.module.css';
import { STATUSES } from './list-search';

/** Every field of a customer; the same for new and known ones. */
export function CustomerFields({ form }: { form: UseFormReturnType<CustomerValues> }) {
  const { t } = useTranslation('customers');
  const tags = useRead('tags.list', {});
  const person = form.values.kind === 'person';
  return (
    <div className={classes.form}>
      <SegmentedControl
        aria-label={t('field.kind')}
        data={(['person', 'organisation'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      <TextInput label={t('field.name')} data-autofocus dir="auto" {...form.getInputProps('name')} />
      {person && (
        <FieldRow>
          <PickCustomer
            creates
            label={t('field.organisation')}
            organisations
            value={form.values.organisation_id}
            onChange={(id) => form.setFieldValue('organisation_id', id)}
            error={form.errors.organisation_id}
          />
          <TextInput label={t('field.job_title')} dir="auto" {...form.getInputProps('job_title')} />
        </FieldRow>
      )}
      <ContactPointsField
        value={form.values.contact_points}
        onChange={(points) => form.setFieldValue('contact_points', points)}
        error={form.errors.contact_points}
      />
      <FieldRow>
        <Select
          label={t('field.status')}
          allowDeselect={false}
          data={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
          {...form.getInputProps('status')}
        />
        <PickUser
          label={t('field.owner_id')}
          value={form.values.owner_id}
          onChange={(id) => form.setFieldValue('owner_id', id)}
          error={form.errors.owner_id}
        />
      </FieldRow>
      <TagsInput
        label={t('field.tags')}
        description={t('tagsHelp')}
        data={(tags.data?.items ?? []).map(({ name }) => name)}
        acceptValueOnBlur
        {...form.getInputProps('tags')}
      />
      <TextInput label={t('field.street')} dir="auto" {...form.getInputProps('street')} />
      <FieldRow>
        <TextInput label={t('field.postal_code')} {...form.getInputProps('postal_code')} />
        <TextInput label={t('field.city')} dir="auto" {...form.getInputProps('city')} />
      </FieldRow>
      <FieldRow>
        <TextInput label={t('field.country')} dir="auto" {...form.getInputProps('country')} />
        <TextInput
          label={t('field.source')}
          placeholder={t('sourceExample')}
          dir="auto"
          {...form.getInputProps('source')}
        />
      </FieldRow>
      <Textarea label={t('field.about')} autosize minRows={2} maxRows={8} dir="auto" {...form.getInputProps('about')} />
    </div>
  );
}
