import { Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog';
import { FieldRow, Form } from '@/components/Form';
import type { Args } from '@/lib/api';
import { useDraftForm } from '@/lib/form';
import { useRead, useWrite } from '@/lib/query';
import { pathOf } from './CategoryFact';
import { CustomerPicker } from './CustomerPicker';
import { useCategories, usePriorities, useTeams, useUsers } from './lookups';

const EMPTY = {
  subject: '',
  customer_id: null as number | null,
  body: '',
  priority_id: null as number | null,
  category_id: null as number | null,
  team_id: null as number | null,
  assignee_id: null as number | null,
  tags: [] as string[],
};

/** Writes down a ticket: what, whose, how urgent, who takes it. */
export function NewTicket() {
  const { t } = useTranslation('tickets');
  const search = useSearch({ from: '/tickets' });
  const navigate = useNavigate();
  const { customer } = search;
  const { form, settle, showInField } = useDraftForm('tickets.new', {
    ...EMPTY,
    ...(customer ? { customer_id: customer } : {}),
  });
  const close = () => void navigate({ to: '/tickets', search });
  const create = useWrite('tickets.create', {
    toast: ({ number, subject }) => (
      <Trans t={t} i18nKey="toast.created" values={{ number, subject }} components={{ b: <b dir="auto" /> }} />
    ),
    onError: (error) => showInField(error),
    onDone: ({ id }) => {
      settle();
      void navigate({ to: '/tickets/$id', params: { id: String(id) }, search });
    },
  });
  const submit = () => {
    const { subject, body } = form.values;
    if (subject.trim() === '') return form.setFieldError('subject', t('create.subjectMissing'));
    const given = Object.entries(form.values).filter(([, value]) => value !== null && value !== '');
    create.write({
      ...Object.fromEntries(given),
      subject: subject.trim(),
      ...(body ? { body } : {}),
    } as Args<'tickets.create'>);
  };
  const picked = (field: 'priority_id' | 'category_id' | 'team_id' | 'assignee_id') => ({
    value: form.values[field] === null ? null : String(form.values[field]),
    onChange: (value: string | null) => form.setFieldValue(field, value === null ? null : Number(value)),
    error: form.errors[field],
  });
  const categories = useCategories();
  const teams = useTeams();
  const tags = useRead('tags.list', {}).data?.items ?? [];
  return (
    <Dialog open onClose={close} title={t('create.name')} width={560}>
      <Form submit={t('create.submit')} onSubmit={submit} onCancel={close} busy={create.pending}>
        <TextInput
          label={t('create.subject')}
          placeholder={t('create.subjectPlaceholder')}
          dir="auto"
          maxLength={300}
          data-autofocus
          {...form.getInputProps('subject')}
        />
        <CustomerPicker
          label={t('create.customer')}
          value={form.values.customer_id}
          onPick={(id) => form.setFieldValue('customer_id', id)}
        />
        <Textarea
          label={t('create.body')}
          description={t('create.bodyHelp')}
          dir="auto"
          autosize
          minRows={4}
          maxRows={10}
          {...form.getInputProps('body')}
        />
        <FieldRow>
          <Select
            label={t('filter.priority')}
            placeholder={t('create.usual')}
            clearable
            data={options(usePriorities())}
            {...picked('priority_id')}
          />
          <Select
            label={t('filter.assignee')}
            placeholder={t('row.nobody')}
            clearable
            searchable
            data={options(useUsers().filter(({ active }) => active))}
            {...picked('assignee_id')}
          />
        </FieldRow>
        <FieldRow>
          {teams.length > 0 && (
            <Select
              label={t('filter.team')}
              placeholder={t('header.noTeam')}
              clearable
              data={options(teams)}
              {...picked('team_id')}
            />
          )}
          {categories.length > 0 && (
            <Select
              label={t('facts.category')}
              placeholder={t('facts.noCategory')}
              clearable
              searchable
              data={categories.map((one) => ({ value: String(one.id), label: pathOf(one, categories) }))}
              {...picked('category_id')}
            />
          )}
        </FieldRow>
        <TagsInput label={t('tags.name')} data={tags.map(({ name }) => name)} {...form.getInputProps('tags')} />
      </Form>
    </Dialog>
  );
}

const options = (items: readonly { id: number; name: string }[]) =>
  items.map(({ id, name }) => ({ value: String(id), label: name }));
