import { Select, TextInput } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { DeleteWord } from '@/components/DeleteWord';
import { Dialog } from '@/components/Dialog';
import { FieldRow } from '@/components/Form';
import { IconButton } from '@/components/IconButton';
import { useDraftForm } from '@/lib/form';
import { useWrite } from '@/lib/query';
import { type Branch, type Category, useBranches } from './categories';
import classes from './Knowledge.module.css';

const STEP_PX = 16;

/** The tree of categories: add, rename, move, delete. */
export function CategoriesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('knowledge');
  const branches = useBranches();
  const [editing, setEditing] = useState<Category>();
  const [going, setGoing] = useState<Category>();
  if (going) {
    return (
      <DeleteWord
        type="article_category"
        word={going}
        choices={branches.map(({ category, path }) => ({ id: category.id, name: path }))}
        onClose={() => setGoing(undefined)}
      />
    );
  }
  return (
    <Dialog open onClose={onClose} title={t('categories.title')} lead={t('categories.lead')}>
      <ul className={classes.categories}>
        {branches.map(({ category, depth }) => (
          <li key={category.id} className={classes.category} style={{ paddingLeft: depth * STEP_PX }}>
            <span dir="auto">{category.name}</span>
            <span className={classes.number}>{category.articles.n > 0 ? category.articles.n : ''}</span>
            <IconButton
              icon={IconPencil}
              label={t('categories.edit', { name: category.name })}
              onClick={() => setEditing(category)}
            />
            <IconButton
              icon={IconTrash}
              label={t('categories.delete', { name: category.name })}
              onClick={() => setGoing(category)}
            />
          </li>
        ))}
      </ul>
      <div className={classes.add}>
        <CategoryForm
          key={editing?.id ?? 'new'}
          category={editing}
          branches={branches}
          onDone={() => setEditing(undefined)}
        />
      </div>
    </Dialog>
  );
}

interface CategoryFormProps {
  category: Category | undefined;
  branches: readonly Branch[];
  onDone: () => void;
}

function CategoryForm({ category, branches, onDone }: CategoryFormProps) {
  const { t } = useTranslation('knowledge');
  const { form, settle, showInField } = useDraftForm(`knowledge.category.${category?.id ?? 'new'}`, {
    name: category?.name ?? '',
    parent_id: category?.parent_id == null ? null : String(category.parent_id),
  });
  const done = () => {
    settle();
    onDone();
  };
  const named = (key: 'categories.added' | 'categories.saved', name: string) => (
    <Trans t={t} i18nKey={key} values={{ name }} components={{ b: <b dir="auto" /> }} />
  );
  const create = useWrite('article_categories.create', {
    toast: ({ name }) => named('categories.added', name),
    onDone: done,
    onError: showInField,
  });
  const update = useWrite('article_categories.update', {
    toast: ({ name }) => named('categories.saved', name),
    onDone: done,
    onError: showInField,
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    const name = form.values.name.trim();
    if (name === '') return form.setFieldError('name', t('categories.nameMissing'));
    const parent = form.values.parent_id === null ? null : Number(form.values.parent_id);
    if (category) update.write({ id: category.id, name, parent_id: parent });
    else create.write({ name, ...(parent === null ? {} : { parent_id: parent }) });
  };
  const parents = branches.filter((branch) => branch.category.id !== category?.id);
  return (
    <form onSubmit={save} noValidate>
      <FieldRow>
        <TextInput
          label={category ? t('categories.name') : t('categories.new')}
          dir="auto"
          maxLength={200}
          {...form.getInputProps('name')}
        />
        <Select
          label={t('categories.parent')}
          placeholder={t('categories.top')}
          data={parents.map((branch) => ({ value: String(branch.category.id), label: branch.path }))}
          searchable
          clearable
          {...form.getInputProps('parent_id')}
        />
      </FieldRow>
      <div className={classes.buttons}>
        {category && <Button onClick={onDone}>{t('common:cancel')}</Button>}
        <Button
          submit
          variant="filled"
          busy={create.pending || update.pending}
          {...(category ? {} : { icon: IconPlus })}
        >
          {category ? t('categories.save') : t('categories.add')}
        </Button>
      </div>
    </form>
  );
}
