import { RecordHistory } from '@/components/RecordHistory';
import type { PutBack } from '@/components/record-restore';
import { named, useCategories, usePriorities, useStatuses, useTeams } from './lookups';

interface TicketHistoryProps {
  id: number;
  open: boolean;
  onClose: () => void;
}

/** Messages are brought back by undoing what took them away. */
const PUT_BACK: readonly PutBack[] = [
  {
    op: 'tickets.update',
    fields: ['subject', 'status_id', 'priority_id', 'category_id', 'team_id', 'assignee_id', 'customer_id', 'tags'],
  },
];

/** Every change of a ticket, its words by name, with the way back of each. */
export function TicketHistory({ id, open, onClose }: TicketHistoryProps) {
  const lists: Readonly<Record<string, readonly { id: number; name: string }[]>> = {
    status_id: useStatuses(),
    priority_id: usePriorities(),
    category_id: useCategories(),
    team_id: useTeams(),
  };
  const valueText = (field: string, value: unknown) => {
    const list = lists[field];
    return list && typeof value === 'number' ? named(list, value)?.name : undefined;
  };
  return <RecordHistory type="ticket" id={id} open={open} onClose={onClose} valueText={valueText} putBack={PUT_BACK} />;
}
