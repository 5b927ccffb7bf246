import { useTranslation } from 'react-i18next';
import type { ComposerMode } from '@/components/Composer';
import { ErrorState } from '@/components/ErrorState';
import { FactList } from '@/components/FactList';
import { FollowUps } from '@/components/FollowUps';
import { Panel, PanelSection } from '@/components/Panel';
import { type RecommendedAction, RecommendedActions } from '@/components/RecommendedActions';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { useRead } from '@/lib/query';
import { CategoryFact } from './CategoryFact';
import { CustomerSection } from './CustomerSection';
import type { Ticket } from './lookups';

interface TicketPanelProps {
  ticket: Ticket;
  /** Begins an answer or a note in the composer. */
  onWrite: (mode: ComposerMode) => void;
}

/** Beside the ticket: what to do next, whom it is about, what was promised, and the facts. */
export function TicketPanel({ ticket, onWrite }: TicketPanelProps) {
  const { t } = useTranslation('tickets');
  const { id } = ticket;
  const next = useRead('tickets.next_actions', { id });
  // What is written belongs into the composer, where it can be seen beside the conversation and is kept as a draft.
  const instead = ({ operation, fill, args }: RecommendedAction) => {
    if (!fill?.includes('body') || !isAbout(args, id)) return false;
    if (operation !== 'tickets.reply' && operation !== 'tickets.note') return false;
    onWrite(operation === 'tickets.note' ? 'note' : 'reply');
    return true;
  };
  return (
    <Panel>
      <PanelSection title={t('panel.next')}>
        {next.data ? (
          <RecommendedActions actions={next.data.actions} instead={instead} />
        ) : next.error ? (
          <ErrorState error={next.error} onRetry={() => void next.refetch()} />
        ) : (
          <Skeleton rows={4} height={40} />
        )}
      </PanelSection>
      <CustomerSection ticket={ticket} />
      <FollowUps of={{ ticket_id: id }} target={{ ticket_id: id, customer_id: ticket.customer_id ?? null }} />
      <PanelSection title={t('panel.facts')}>
        <FactList
          facts={[
            { label: t('facts.category'), value: <CategoryFact ticket={ticket} /> },
            { label: t('facts.channel'), value: t(`channel.theirs.${ticket.channel}`) },
            { label: t('facts.created'), value: <RelativeTime ms={ticket.created_ms} /> },
            ...(typeof ticket.last_message_ms !== 'number'
              ? []
              : [{ label: t('facts.lastMessage'), value: <RelativeTime ms={ticket.last_message_ms} as="ago" /> }]),
            ...(typeof ticket.solved_ms !== 'number'
              ? []
              : [{ label: t('facts.solved'), value: <RelativeTime ms={ticket.solved_ms} /> }]),
            ...(typeof ticket.external_ref !== 'string'
              ? []
              : [{ label: t('facts.reference'), value: ticket.external_ref, title: ticket.external_ref }]),
          ]}
        />
      </PanelSection>
    </Panel>
  );
}

const isAbout = (args: unknown, id: number): boolean =>
  typeof args === 'object' && args !== null && 'id' in args && args.id === id;
