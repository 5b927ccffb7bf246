import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { DeleteWord } from '@/components/DeleteWord';
import { Dialog } from '@/components/Dialog';
import { Form } from '@/components/Form';
import { useDraftForm } from '@/lib/form';
import { useRead, useWrite } from '@/lib/query';
import { pathOf } from '../CategoryFact';
import type { Category } from '../lookups';
import { WordList } from './WordList';

const bold = { b: <b dir="auto" /> };

/** What tickets are about, two levels deep. */
export function CategorySettings() {
  const { t } = useTranslation('tickets');
  const query = useRead('ticket_categories.list', {});
  const [edited, setEdited] = useState<Category | 'new'>();
  const [going, setGoing] = useState<Category>();
  const all = query.data?.items;
  const sorted = all?.toSorted((a, b) => pathOf(a, all).localeCompare(pathOf(b, all)));
  return (
    <>
      <WordList<Category>
        title={t('settings.categories')}
        text={t('settings.categoriesText')}
        add={t('settings.addCategory')}
        words={sorted}
        error={query.error}
        onRetry={() => void query.refetch()}
        kind={(category) => all?.find(({ id }) => id === category.parent_id)?.name}
        onAdd={() => setEdited('new')}
        onEdit={setEdited}
        onDelete={setGoing}
      />
      {edited && <CategoryDialog category={edited} all={all ?? []} onClose={() => setEdited(undefined)} />}
      {going && (
        <DeleteWord
          type="ticket_category"
          word={going}
          choices={(sorted ?? []).map((one) => ({ id: one.id, name: pathOf(one, all ?? []) }))}
          onClose={() => setGoing(undefined)}
        />
      )}
    </>
  );
}

interface CategoryDialogProps {
  category: Category | 'new';
  all: readonly Category[];
  onClose: () => void;
}

function CategoryDialog({ category, all, onClose }: CategoryDialogProps) {
  const { t } = useTranslation('tickets');
  const isNew = category === 'new';
  const { form, settle, showInField } = useDraftForm(isNew ? 'tickets.category' : `tickets.category.${category.id}`, {
    name: isNew ? '' : category.name,
    parent_id: isNew || typeof category.parent_id !== 'number' ? null : String(category.parent_id),
  });
  const options = {
    toast: ({ name }: { name: string }) => <Trans t={t} i18nKey="settings.saved" values={{ name }} components={bold} />,
    onDone: () => {
      settle();
      onClose();
    },
    onError: showInField,
  };
  const create = useWrite('ticket_categories.create', options);
  const update = useWrite('ticket_categories.update', options);
  const save = () => {
    const name = form.values.name.trim();
    if (name === '') return form.setFieldError('name', t('settings.nameMissing'));
    const parent_id = form.values.parent_id === null ? null : Number(form.values.parent_id);
    if (isNew) create.write({ name, parent_id });
    else update.write({ id: category.id, name, parent_id });
  };
  const parents = all.filter((one) => typeof one.parent_id !== 'number' && (isNew || one.id !== category.id));
  return (
    <Dialog
      open
      onClose={onClose}
      title={isNew ? t('settings.addCategory') : t('settings.edit', { name: category.name })}
    >
      <Form
        submit={isNew ? t('settings.addCategory') : t('common:save')}
        onSubmit={save}
        onCancel={onClose}
        busy={create.pending || update.pending}
      >
        <TextInput
          label={t('settings.name')}
          dir="auto"
          maxLength={100}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Select
          label={t('settings.parent')}
          placeholder={t('settings.noParent')}
          clearable
          searchable
          data={parents.map(({ id, name }) => ({ value: String(id), label: name }))}
          {...form.getInputProps('parent_id')}
        />
      </Form>
    </Dialog>
  );
}
