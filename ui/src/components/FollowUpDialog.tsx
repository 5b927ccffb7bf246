import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useWrite } from '@/lib/query';
import { dayOf, formatClock } from '@/lib/time';
import { wallToMs } from '@/lib/wall-time';
import { Button } from './Button';
import { DateField } from './DateField';
import { Dialog } from './Dialog';
import type { FollowUp, FollowUpTarget } from './FollowUps';
import { FieldRow } from './Form';
import { PickUser } from './PickUser';

interface FollowUpDialogProps {
  open: boolean;
  onClose: () => void;
  /** Absent: a new one. */
  task?: FollowUp | undefined;
  target: FollowUpTarget;
  /** What a new one is about, when something suggests it. */
  suggested?: string;
}

const FORM = 'follow-up-form';
const MORNING = '09:00';

/** Adds or changes one follow-up. */
export function FollowUpDialog({ open, onClose, task, target, suggested = '' }: FollowUpDialogProps) {
  const { t } = useTranslation('records');
  const { zone, locale, userId } = useBusiness();
  const due = task?.due_ms ?? null;
  const form = useForm({
    initialValues: {
      title: task?.title ?? suggested,
      kind: task?.kind ?? ('todo' as FollowUp['kind']),
      on: due === null ? (task ? null : dayOf(Date.now() + 86_400_000, zone)) : dayOf(due, zone),
      at: due === null ? MORNING : formatClock(due, { zone, locale }),
      assignee_id: task ? (task.assignee_id ?? null) : userId,
    },
  });
  const inField = (error: unknown) => {
    if (!(error instanceof ApiError) || !error.field || !(error.field in form.values)) return false;
    form.setFieldError(error.field, error.message);
    return true;
  };
  const said = (i18nKey: string) => (result: { title: string }) => (
    <Trans t={t} i18nKey={i18nKey} values={{ title: result.title }} components={{ b: <b /> }} />
  );
  const create = useWrite('tasks.create', { toast: said('followUps.added'), onDone: onClose, onError: inField });
  const update = useWrite('tasks.update', { toast: said('followUps.saved'), onDone: onClose, onError: inField });
  const remove = useWrite('tasks.delete', {
    toast: () => said('followUps.deleted')({ title: task?.title ?? '' }),
    onDone: onClose,
  });
  const submit = () => {
    const { title, kind, on, at, assignee_id } = form.values;
    if (title.trim() === '') {
      form.setFieldError('title', t('followUps.missing'));
      return;
    }
    const due_ms = on === null ? null : wallToMs(on, /^\d{2}:\d{2}$/.test(at) ? at : MORNING, zone);
    if (task) update.write({ id: task.id, title, kind, assignee_id, due_ms });
    else create.write({ title, kind, assignee_id, due_ms, ...target });
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={task ? t('followUps.edit') : t('followUps.dialog')}
      footer={
        <>
          {task && (
            <Button icon={IconTrash} variant="subtle" onClick={() => remove.write({ id: task.id })}>
              {t('followUps.delete')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" submit form={FORM} busy={create.pending || update.pending}>
            {task ? t('common:save') : t('followUps.submit')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        style={{ display: 'grid', gap: 16 }}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label={t('followUps.what')}
          description={t('followUps.whatHelp')}
          data-autofocus
          dir="auto"
          {...form.getInputProps('title')}
        />
        <FieldRow>
          <DateField
            label={t('followUps.due')}
            value={form.values.on}
            onChange={(on) => form.setFieldValue('on', on)}
          />
          <TextInput type="time" label={t('followUps.time')} {...form.getInputProps('at')} />
        </FieldRow>
        <FieldRow>
          <Select
            label={t('followUps.how')}
            allowDeselect={false}
            data={(['todo', 'call', 'email'] as const).map((value) => ({ value, label: t(`followUps.kind.${value}`) }))}
            {...form.getInputProps('kind')}
          />
          <PickUser
            label={t('followUps.who')}
            value={form.values.assignee_id}
            onChange={(id) => form.setFieldValue('assignee_id', id)}
          />
        </FieldRow>
      </form>
    </Dialog>
  );
}
