import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Panel, PanelSection } from '@/components/Panel';
import { useBranches } from './categories';
import type { EditorValues } from './Editor';
import classes from './Knowledge.module.css';
import { STATUSES } from './search';

interface ArticleFieldsProps {
  form: UseFormReturnType<EditorValues>;
  isNew: boolean;
}

/** Where the article stands, what it is called in links, and who sees it. */
export function ArticleFields({ form, isNew }: ArticleFieldsProps) {
  const { t } = useTranslation('knowledge');
  const branches = useBranches();
  return (
    <Panel>
      <PanelSection title={t('facts.title')}>
        <div className={classes.fields}>
          <Select
            label={t('status.name')}
            description={t(`statusHelp.${form.values.status}`)}
            data={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
            allowDeselect={false}
            {...form.getInputProps('status')}
          />
          <Select
            label={t('facts.category')}
            placeholder={t('facts.none')}
            data={branches.map(({ category, path }) => ({ value: String(category.id), label: path }))}
            searchable
            clearable
            {...form.getInputProps('category_id')}
          />
          <TextInput
            label={t('facts.slug')}
            description={isNew ? t('editor.slugNew') : t('editor.slugHelp')}
            maxLength={200}
            {...form.getInputProps('slug')}
          />
        </div>
      </PanelSection>
    </Panel>
  );
}
