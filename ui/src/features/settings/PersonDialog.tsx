import { Select, Switch, TextInput } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog';
import { Form } from '@/components/Form';
import { useBusiness } from '@/lib/business';
import { useDraftForm } from '@/lib/form';
import { useWrite } from '@/lib/query';
import type { User } from './PeopleSettings';

const ROLES = ['owner', 'admin', 'agent', 'viewer'] as const;
type Role = (typeof ROLES)[number];

interface PersonDialogProps {
  user: User | 'new';
  onClose: () => void;
}

/** Adds a person, or changes their name, address and role, or switches them off. */
export function PersonDialog({ user, onClose }: PersonDialogProps) {
  const { t } = useTranslation('settings');
  const me = useBusiness((business) => business.userId);
  const isNew = user === 'new';
  const { form, settle, showInField } = useDraftForm(isNew ? 'settings.person' : `settings.person.${user.id}`, {
    name: isNew ? '' : user.name,
    email: isNew ? '' : (user.email ?? ''),
    role: (isNew ? 'agent' : user.role) as Role,
    active: isNew ? true : user.active,
  });
  const onDone = () => {
    settle();
    onClose();
  };
  const named = (key: 'people.added' | 'people.saved', name: string) => (
    <Trans t={t} i18nKey={key} values={{ name }} components={{ b: <b dir="auto" /> }} />
  );
  const create = useWrite('users.create', {
    toast: ({ name }) => named('people.added', name),
    onDone,
    onError: showInField,
  });
  const update = useWrite('users.update', {
    toast: ({ name }) => named('people.saved', name),
    onDone,
    onError: showInField,
  });
  const save = () => {
    const { name, email, role, active } = form.values;
    if (name.trim() === '') return form.setFieldError('name', t('people.nameMissing'));
    const fields = { name: name.trim(), email: email.trim() || null, role };
    if (isNew) create.write(fields);
    else update.write({ id: user.id, ...fields, active });
  };
  return (
    <Dialog open onClose={onClose} title={isNew ? t('people.add') : t('people.edit', { name: user.name })}>
      <Form
        onSubmit={save}
        submit={isNew ? t('people.add') : t('common:save')}
        onCancel={onClose}
        busy={create.pending || update.pending}
      >
        <TextInput label={t('people.name')} dir="auto" maxLength={200} data-autofocus {...form.getInputProps('name')} />
        <TextInput label={t('people.email')} type="email" maxLength={320} {...form.getInputProps('email')} />
        <Select
          label={t('people.role')}
          description={t(`people.roleHelp.${form.values.role}`)}
          data={ROLES.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
          allowDeselect={false}
          {...form.getInputProps('role')}
        />
        {!isNew && user.id !== me && (
          <Switch
            label={t('people.active')}
            description={t('people.activeHelp')}
            {...form.getInputProps('active', { type: 'checkbox' })}
          />
        )}
      </Form>
    </Dialog>
  );
}
