import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { Dialog } from '@/components/Dialog';
import { DueTime } from '@/components/DueTime';
import { Form } from '@/components/Form';
import { PanelSection } from '@/components/Panel';
import { UserText } from '@/components/UserText';
import { useBusiness } from '@/lib/business';
import { useRead, useWrite } from '@/lib/query';
import { instantOf } from '@/lib/time';
import classes from './FollowUps.module.css';
import type { Ticket } from './lookups';

/** What was promised on this ticket, to be ticked off. */
export function FollowUps({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets');
  const [adding, setAdding] = useState(false);
  const tasks = useRead('tasks.list', { ticket_id: ticket.id, view: 'open' }).data?.items ?? [];
  const complete = useWrite('tasks.complete', {
    toast: ({ title }) => (
      <Trans t={t} i18nKey="toast.taskDone" values={{ title }} components={{ b: <b dir="auto" /> }} />
    ),
    optimistic: ({ id }, patch) =>
      patch('tasks.list', (page) => ({ ...page, items: page.items.filter((task) => task.id !== id) })),
  });
  return (
    <PanelSection
      title={t('panel.followUps')}
      {...(tasks.length > 0 ? { count: tasks.length } : {})}
      action={{ label: t('panel.add'), onClick: () => setAdding(true) }}
    >
      {tasks.length === 0 ? (
        <p className={classes.none}>{t('followUps.none')}</p>
      ) : (
        <ul className={classes.tasks}>
          {tasks.map((task) => (
            <li key={task.id} className={classes.task}>
              <Checkbox
                checked={false}
                onChange={() => complete.write({ id: task.id })}
                aria-label={t('followUps.tick', { title: task.title })}
              />
              <UserText lines={2} className={classes.title}>
                {task.title}
              </UserText>
              {typeof task.due_ms === 'number' && <DueTime ms={task.due_ms} />}
            </li>
          ))}
        </ul>
      )}
      {adding && <AddFollowUp ticket={ticket} onClose={() => setAdding(false)} />}
    </PanelSection>
  );
}

function AddFollowUp({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation('tickets');
  const zone = useBusiness((business) => business.zone);
  const [title, setTitle] = useState('');
  const [on, setOn] = useState<string | null>(null);
  const [clock, setClock] = useState('09:00');
  const [tried, setTried] = useState(false);
  const create = useWrite('tasks.create', {
    toast: (task) => (
      <Trans t={t} i18nKey="toast.taskAdded" values={{ title: task.title }} components={{ b: <b dir="auto" /> }} />
    ),
    onDone: onClose,
  });
  const save = () => {
    setTried(true);
    if (title.trim() === '') return;
    create.write({
      title: title.trim(),
      ticket_id: ticket.id,
      ...(typeof ticket.customer_id !== 'number' ? {} : { customer_id: ticket.customer_id }),
      ...(on && clock ? { due_ms: instantOf(on, clock, zone) } : {}),
    });
  };
  return (
    <Dialog open onClose={onClose} title={t('followUps.add')}>
      <Form submit={t('followUps.add')} onSubmit={save} onCancel={onClose} busy={create.pending}>
        <TextInput
          label={t('followUps.title')}
          dir="auto"
          data-autofocus
          value={title}
          error={tried && title.trim() === '' ? t('followUps.titleMissing') : null}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <DateField label={t('followUps.due')} value={on} onChange={setOn} />
        {on && (
          <TextInput
            type="time"
            label={t('actions:fill.clock')}
            value={clock}
            onChange={(event) => setClock(event.currentTarget.value)}
          />
        )}
      </Form>
    </Dialog>
  );
}
