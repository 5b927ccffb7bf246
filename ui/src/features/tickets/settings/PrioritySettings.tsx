import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { DeleteWord } from '@/components/DeleteWord';
import { Dialog } from '@/components/Dialog';
import { Form } from '@/components/Form';
import { PriorityMark } from '@/components/PriorityMark';
import { useDraftForm } from '@/lib/form';
import { useRead, useWrite } from '@/lib/query';
import { byPosition, levelOf, type Priority } from '../lookups';
import { renumbered, unlessSame, WordList } from './WordList';

const bold = { b: <b dir="auto" /> };
const LEVELS = ['1', '2', '3', '4'] as const;

/** How urgent a ticket can be; the level decides its mark. */
export function PrioritySettings() {
  const { t } = useTranslation('tickets');
  const query = useRead('ticket_priorities.list', {});
  const [edited, setEdited] = useState<Priority | 'new'>();
  const [going, setGoing] = useState<Priority>();
  const order = useWrite('ticket_priorities.update');
  const last = useWrite('ticket_priorities.update', { toast: () => t('settings.ordered') });
  const save = async (words: Priority[]) => {
    const changes = renumbered(words);
    for (const change of changes.slice(0, -1)) await order.writeAsync(change);
    const final = changes.at(-1);
    if (final) last.write(final);
  };
  return (
    <>
      <WordList<Priority>
        title={t('settings.priorities')}
        text={t('settings.prioritiesText')}
        add={t('settings.addPriority')}
        words={query.data?.items.toSorted(byPosition)}
        error={query.error}
        onRetry={() => void query.refetch()}
        sign={(priority) => <PriorityMark level={levelOf(priority)} />}
        kind={(priority) => unlessSame(t(`settings.level.${levelOf(priority)}`), priority.name)}
        onAdd={() => setEdited('new')}
        onEdit={setEdited}
        onDelete={setGoing}
        onOrder={(words) => void save(words).catch(() => undefined)}
      />
      {edited && <PriorityDialog priority={edited} onClose={() => setEdited(undefined)} />}
      {going && (
        <DeleteWord
          type="ticket_priority"
          word={going}
          choices={query.data?.items.toSorted(byPosition) ?? []}
          onClose={() => setGoing(undefined)}
        />
      )}
    </>
  );
}

function PriorityDialog({ priority, onClose }: { priority: Priority | 'new'; onClose: () => void }) {
  const { t } = useTranslation('tickets');
  const isNew = priority === 'new';
  const { form, settle, showInField } = useDraftForm(isNew ? 'tickets.priority' : `tickets.priority.${priority.id}`, {
    name: isNew ? '' : priority.name,
    level: isNew ? '2' : String(priority.level),
  });
  const options = {
    toast: ({ name }: { name: string }) => <Trans t={t} i18nKey="settings.saved" values={{ name }} components={bold} />,
    onDone: () => {
      settle();
      onClose();
    },
    onError: showInField,
  };
  const create = useWrite('ticket_priorities.create', options);
  const update = useWrite('ticket_priorities.update', options);
  const save = () => {
    const name = form.values.name.trim();
    if (name === '') return form.setFieldError('name', t('settings.nameMissing'));
    const level = Number(form.values.level);
    if (isNew) create.write({ name, level });
    else update.write({ id: priority.id, name, level });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={isNew ? t('settings.addPriority') : t('settings.edit', { name: priority.name })}
    >
      <Form
        submit={isNew ? t('settings.addPriority') : t('common:save')}
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
          label={t('settings.levelName')}
          description={t('settings.levelHelp')}
          allowDeselect={false}
          data={LEVELS.map((level) => ({ value: level, label: t(`settings.level.${level}`) }))}
          {...form.getInputProps('level')}
        />
      </Form>
    </Dialog>
  );
}
