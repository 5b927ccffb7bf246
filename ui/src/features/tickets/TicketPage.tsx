import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComposerMode } from '@/components/Composer';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { usePaletteContext } from '@/lib/palette';
import { useRead, useWrite } from '@/lib/query';
import { TicketComposer } from './TicketComposer';
import { TicketConversation } from './TicketConversation';
import { TicketHeader } from './TicketHeader';
import { TicketPanel } from './TicketPanel';
import { TrashedTicket } from './TrashedTicket';
import { useStartReply } from './use-start-reply';

/** Moving through the list with j and k is not reading; staying this long is. */
const READ_AFTER_MS = 600;

/** One ticket: what it is, what was said, where to answer, and beside it what is next. */
export function TicketPage({ id }: { id: number }) {
  const { t } = useTranslation('tickets');
  const query = useRead('tickets.get', { id });
  const ticket = query.data;
  const text = useRef<HTMLTextAreaElement>(null);
  usePaletteContext(ticket ? t('paletteContext', { number: ticket.number }) : undefined);
  useMarkRead(id, ticket && (ticket.last_message_ms ?? ticket.created_ms));
  const startReply = useStartReply(id, text);
  useReplyFromElsewhere(ticket !== undefined, startReply);
  if (!ticket) {
    return query.error ? (
      <ErrorState page error={query.error} list="/tickets" onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton rows={6} height={88} />
    );
  }
  return (
    <>
      <TicketHeader ticket={ticket} />
      <TicketConversation ticketId={id} />
      {ticket.trashed_ms ? <TrashedTicket ticket={ticket} /> : <TicketComposer ticket={ticket} textRef={text} />}
      <TicketPanel ticket={ticket} onWrite={startReply} />
    </>
  );
}

/** An address that ends in `#reply` came from a button that says so. */
function useReplyFromElsewhere(ready: boolean, start: (mode: ComposerMode) => void): void {
  const wanted = useLocation({ select: (location) => location.hash === 'reply' });
  const navigate = useNavigate();
  const latest = useRef(start);
  latest.current = start;
  useEffect(() => {
    if (!ready || !wanted) return;
    latest.current('reply');
    void navigate({ to: '.', search: true, hash: '', replace: true });
  }, [ready, wanted, navigate]);
}

/** Tells that this person has seen the ticket, again when something new was said. */
function useMarkRead(id: number, newestMs: number | undefined): void {
  const { write } = useWrite('tickets.mark_read', {
    optimistic: (args, patch) =>
      patch('tickets.list', (page) => ({
        ...page,
        items: page.items.map((row) => (row.id === args.id ? { ...row, unread: false } : row)),
      })),
    // Reading goes on without it; the dot simply stays.
    onError: () => true,
  });
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => {
    if (newestMs === undefined) return;
    const timer = setTimeout(() => latest.current({ id }), READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, newestMs]);
}
