/** What can be done to a ticket: shown at once, named in a toast, taken back by Undo. */
import { Trans, useTranslation } from 'react-i18next';
import type { Args } from '@/lib/api';
import { type Patch, useWrite, type Write } from '@/lib/query';
import { isDone, type Ticket, type TicketState, useStatuses } from './lookups';

const bold = { b: <b dir="auto" /> };

/** Shows a changed ticket in every answer that has it, the conversation's header and the list alike. */
function patchTicket(patch: Patch, id: number, change: Partial<Ticket>): void {
  patch('tickets.get', (ticket) => (ticket.id === id ? { ...ticket, ...change } : ticket));
  patch('tickets.list', (page) => ({
    ...page,
    items: page.items.map((row) => (row.id === id ? { ...row, ...change } : row)),
  }));
}

/** The first status of a category, the one that "solve" and "wait" mean. */
export function useStatusOf(): (state: TicketState) => number | undefined {
  const statuses = useStatuses();
  return (state) => statuses.find((status) => status.category === state)?.id;
}

export function useSolve(): Write<'tickets.solve'> {
  const { t } = useTranslation('tickets');
  const statusOf = useStatusOf();
  return useWrite('tickets.solve', {
    optimistic: ({ id }, patch) => patchTicket(patch, id, withStatus('solved', statusOf('solved'))),
    toast: ({ subject }) => <Trans t={t} i18nKey="toast.solved" values={{ subject }} components={bold} />,
  });
}

export function useReopen(): Write<'tickets.reopen'> {
  const { t } = useTranslation('tickets');
  const statusOf = useStatusOf();
  return useWrite('tickets.reopen', {
    optimistic: ({ id }, patch) => patchTicket(patch, id, withStatus('open', statusOf('open'))),
    toast: ({ subject }) => <Trans t={t} i18nKey="toast.reopened" values={{ subject }} components={bold} />,
  });
}

const withStatus = (state: TicketState, statusId: number | undefined): Partial<Ticket> => ({
  state,
  ...(statusId === undefined ? {} : { status_id: statusId }),
  ...(isDone(state) ? { needs_answer_ms: null } : {}),
});

/** Changes fields; `what` says in the toast which one and to what. */
export function useUpdateTicket(
  what: (args: Args<'tickets.update'>, ticket: Ticket) => React.ReactNode,
): Write<'tickets.update'> {
  const statuses = useStatuses();
  return useWrite('tickets.update', {
    optimistic: ({ id, ...fields }, patch) => {
      const state = statuses.find((status) => status.id === fields.status_id)?.category;
      patchTicket(patch, id, { ...known(fields), ...(state ? { state } : {}) });
    },
    toast: (ticket, args) => what(args, ticket),
  });
}

/** Only the fields that were given: an absent one means keep. */
const known = (fields: Partial<Args<'tickets.update'>>): Partial<Ticket> =>
  Object.fromEntries(Object.entries(fields).filter(([key, value]) => key !== 'rev' && value !== undefined));

export function useAssign(): Write<'tickets.assign'> {
  const { t } = useTranslation('tickets');
  return useWrite('tickets.assign', {
    optimistic: ({ id, ...fields }, patch) => patchTicket(patch, id, known(fields)),
    toast: ({ subject }) => <Trans t={t} i18nKey="toast.assigned" values={{ subject }} components={bold} />,
  });
}

export function useDeleteTicket(onDone: () => void): Write<'tickets.delete'> {
  const { t } = useTranslation('tickets');
  return useWrite('tickets.delete', { toast: () => t('toast.deleted'), onDone });
}
