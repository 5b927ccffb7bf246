import { Checkbox, TextInput } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog';
import { Form } from '@/components/Form';
import { useDraftForm } from '@/lib/form';
import { useWrite } from '@/lib/query';
import type { Team, User } from './PeopleSettings';
import classes from './Settings.module.css';

interface TeamDialogProps {
  team: Team | 'new';
  users: readonly User[];
  onClose: () => void;
}

/** Adds a team, renames it, or changes who is in it. */
export function TeamDialog({ team, users, onClose }: TeamDialogProps) {
  const { t } = useTranslation('settings');
  const isNew = team === 'new';
  const { form, settle, showInField } = useDraftForm(isNew ? 'settings.team' : `settings.team.${team.id}`, {
    name: isNew ? '' : team.name,
    members: isNew ? [] : team.member_ids.map(String),
  });
  const done = () => {
    settle();
    onClose();
  };
  const toast = ({ name }: { name: string }) => (
    <Trans
      t={t}
      i18nKey={isNew ? 'teams.added' : 'teams.saved'}
      values={{ name }}
      components={{ b: <b dir="auto" /> }}
    />
  );
  const create = useWrite('teams.create', { onError: showInField });
  const update = useWrite('teams.update', { toast, onDone: done, onError: showInField });
  const save = async () => {
    const name = form.values.name.trim();
    if (name === '') return form.setFieldError('name', t('teams.nameMissing'));
    const id = isNew ? (await create.writeAsync({ name })).id : team.id;
    update.write({ id, name, member_ids: form.values.members.map(Number) });
  };
  return (
    <Dialog open onClose={onClose} title={isNew ? t('teams.add') : t('teams.edit', { name: team.name })}>
      <Form
        onSubmit={() => void save().catch(() => undefined)}
        submit={isNew ? t('teams.add') : t('common:save')}
        onCancel={onClose}
        busy={create.pending || update.pending}
      >
        <TextInput label={t('teams.name')} dir="auto" maxLength={200} data-autofocus {...form.getInputProps('name')} />
        <Checkbox.Group label={t('teams.members')} {...form.getInputProps('members')}>
          <div className={classes.members}>
            {users
              .filter((user) => user.active || form.values.members.includes(String(user.id)))
              .map((user) => (
                <Checkbox key={user.id} value={String(user.id)} label={user.name} />
              ))}
          </div>
        </Checkbox.Group>
      </Form>
    </Dialog>
  );
}
