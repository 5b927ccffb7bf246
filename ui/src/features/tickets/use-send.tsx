/** The ways to send what was written: the first is the button, the others stand behind its arrow. */
import { Trans, useTranslation } from 'react-i18next';
import { useWrite } from '@/lib/query';
import { type Draft, sentText, settleDraft } from './drafts';
import type { Ticket, TicketState } from './lookups';
import { useStatusOf } from './writes';

interface Way {
  label: string;
  run: () => void;
  busy?: boolean;
}

interface Sending {
  /** There is something to send and every file has arrived. */
  ready: boolean;
  first: Way;
  others: readonly Way[];
}

const bold = { b: <b dir="auto" /> };

export function useSend(ticket: Ticket, draft: Draft): Sending {
  const { t } = useTranslation('tickets');
  const { id, subject } = ticket;
  const statusOf = useStatusOf();
  const tooLarge = t('files.tooLarge');
  const reply = useWrite('tickets.reply', {
    toast: () => <Trans t={t} i18nKey="toast.replied" values={{ subject }} components={bold} />,
    onDone: () => settleDraft(id, 'reply'),
    beside: ({ body }) => sentText(id, 'reply', body, tooLarge),
  });
  const note = useWrite('tickets.note', {
    toast: () => <Trans t={t} i18nKey="toast.noted" values={{ subject }} components={bold} />,
    onDone: () => settleDraft(id, 'note'),
    beside: ({ body }) => sentText(id, 'note', body, tooLarge),
  });
  const files = draft.files[draft.mode].filter((file) => !file.error);
  const attachment_ids = files.flatMap((file) => (file.id === undefined ? [] : [file.id]));
  const arrived = attachment_ids.length === files.length;
  const body = draft.texts[draft.mode].trim();
  const ready = arrived && (body !== '' || files.length > 0);
  const busy = reply.pending || note.pending;

  const answer =
    (state: TicketState): (() => void) =>
    () => {
      if (!ready || busy) return;
      const status = statusOf(state);
      reply.write({ id, body, attachment_ids, ...(status === undefined ? {} : { status_id: status }) });
    };
  if (draft.mode === 'note') {
    const run = () => ready && !busy && note.write({ id, body, attachment_ids });
    return { ready, first: { label: t('composer.addNote'), run, busy }, others: [] };
  }
  return {
    ready,
    first: { label: t('composer.sendWait'), run: answer('waiting_customer'), busy },
    others: [
      { label: t('composer.sendSolve'), run: answer('solved') },
      { label: t('composer.sendOpen'), run: answer('open') },
    ],
  };
}
