import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog';
import { Form } from '@/components/Form';
import type { Ticket } from './lookups';
import { useUpdateTicket } from './writes';

/** Another subject for a ticket. */
export function SubjectDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation('tickets');
  const [subject, setSubject] = useState(ticket.subject);
  const update = useUpdateTicket((_, changed) => (
    <Trans t={t} i18nKey="toast.subject" values={{ subject: changed.subject }} components={{ b: <b dir="auto" /> }} />
  ));
  const empty = subject.trim() === '';
  const save = () => {
    if (empty) return;
    if (subject.trim() !== ticket.subject) update.write({ id: ticket.id, subject: subject.trim(), rev: ticket.rev });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t('header.subject')}>
      <Form submit={t('common:save')} onSubmit={save} onCancel={onClose} busy={update.pending}>
        <TextInput
          label={t('create.subject')}
          dir="auto"
          value={subject}
          maxLength={300}
          data-autofocus
          error={empty ? t('create.subjectMissing') : null}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
      </Form>
    </Dialog>
  );
}
