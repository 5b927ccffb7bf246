import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { DeleteWord } from '@/components/DeleteWord';
import { Dialog } from '@/components/Dialog';
import { Form } from '@/components/Form';
import { useDraftForm } from '@/lib/form';
import { useRead, useWrite } from '@/lib/query';
import { byPosition, type Status, type TicketState } from '../lookups';
import { COLOURS, StatusSign } from '../StatusSign';
import { renumbered, unlessSame, WordList } from './WordList';

const bold = { b: <b dir="auto" /> };
const STATES: readonly TicketState[] = [
  'new',
  'open',
  'waiting_customer',
  'waiting_third_party',
  'on_hold',
  'solved',
  'closed',
];

/** What a ticket can be, each of a kind that the rules understand. */
export function StatusSettings() {
  const { t } = useTranslation('tickets');
  const query = useRead('ticket_statuses.list', {});
  const [edited, setEdited] = useState<Status | 'new'>();
  const [going, setGoing] = useState<Status>();
  const order = useWrite('ticket_statuses.update');
  const last = useWrite('ticket_statuses.update', {
    toast: () => t('settings.ordered'),
  });
  const save = async (words: Status[]) => {
    const changes = renumbered(words);
    for (const change of changes.slice(0, -1)) await order.writeAsync(change);
    const final = changes.at(-1);
    if (final) last.write(final);
  };
  return (
    <>
      <WordList<Status>
        title={t('settings.statuses')}
        text={t('settings.statusesText')}
        add={t('settings.addStatus')}
        words={query.data?.items.toSorted(byPosition)}
        error={query.error}
        onRetry={() => void query.refetch()}
        sign={(status) => <StatusSign state={status.category} status={status} />}
        kind={(status) => unlessSame(t(`state.${status.category}`), status.name)}
        onAdd={() => setEdited('new')}
        onEdit={setEdited}
        onDelete={setGoing}
        onOrder={(words) => void save(words).catch(() => undefined)}
      />
      {edited && <StatusDialog status={edited} onClose={() => setEdited(undefined)} />}
      {going && (
        <DeleteWord
          type="ticket_status"
          word={going}
          choices={query.data?.items.toSorted(byPosition) ?? []}
          onClose={() => setGoing(undefined)}
        />
      )}
    </>
  );
}

function StatusDialog({ status, onClose }: { status: Status | 'new'; onClose: () => void }) {
  const { t } = useTranslation('tickets');
  const isNew = status === 'new';
  const { form, settle, showInField } = useDraftForm(isNew ? 'tickets.status' : `tickets.status.${status.id}`, {
    name: isNew ? '' : status.name,
    category: (isNew ? 'open' : status.category) as string,
    colour: isNew ? null : (status.colour ?? null),
  });
  const options = {
    toast: ({ name }: { name: string }) => <Trans t={t} i18nKey="settings.saved" values={{ name }} components={bold} />,
    onDone: () => {
      settle();
      onClose();
    },
    onError: showInField,
  };
  const create = useWrite('ticket_statuses.create', options);
  const update = useWrite('ticket_statuses.update', options);
  const save = () => {
    const { name, colour } = form.values;
    if (name.trim() === '') return form.setFieldError('name', t('settings.nameMissing'));
    const fields = { name: name.trim(), category: form.values.category as TicketState, colour };
    if (isNew) create.write(fields);
    else update.write({ id: status.id, ...fields });
  };
  return (
    <Dialog open onClose={onClose} title={isNew ? t('settings.addStatus') : t('settings.edit', { name: status.name })}>
      <Form
        submit={isNew ? t('settings.addStatus') : t('common:save')}
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
          label={t('settings.kind')}
          description={t('settings.kindHelp')}
          allowDeselect={false}
          data={STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
          {...form.getInputProps('category')}
        />
        <Select
          label={t('settings.colour')}
          placeholder={t('settings.colourOfKind')}
          clearable
          data={COLOURS.map((colour) => ({ value: colour, label: t(`settings.colours.${colour}`) }))}
          {...form.getInputProps('colour')}
        />
      </Form>
    </Dialog>
  );
}
