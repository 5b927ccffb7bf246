/** Where records are shown, for lists that tell of records of every kind. */
import { call } from './api';

/** The page of a record that has one of its own, or the page that lists its kind. */
export function recordPath(type: string, id: number): string | undefined {
  switch (type) {
    case 'ticket':
      return `/tickets/${id}`;
    case 'customer':
      return `/customers/${id}`;
    case 'deal':
      return `/sales/deals/${id}`;
    case 'article':
      return `/knowledge/articles/${id}`;
    case 'workflow':
      return `/workflows/${id}`;
    case 'pipeline':
      return `/sales?pipeline=${id}`;
    case 'article_category':
      return `/knowledge?category=${id}`;
    case 'ticket_status':
    case 'ticket_priority':
    case 'ticket_category':
    case 'tag':
      return '/settings/tickets';
    case 'user':
    case 'team':
      return '/settings/people';
    case 'business':
      return '/settings/business';
    default:
      return undefined;
  }
}

/**
 * The same, where a question may be needed: follow-ups and logged contacts are shown on what they are about.
 * Undefined when nothing shows the record; rejects like the question itself, e.g. when the record is gone.
 */
export async function findRecordPath(type: string, id: number): Promise<string | undefined> {
  if (type === 'task') {
    const { ticket_id, deal_id, customer_id } = await call('tasks.get', { id });
    if (ticket_id) return recordPath('ticket', ticket_id);
    if (deal_id) return recordPath('deal', deal_id);
    return customer_id ? recordPath('customer', customer_id) : undefined;
  }
  if (type === 'interaction') {
    const { customer_id } = await call('interactions.get', { id });
    return recordPath('customer', customer_id);
  }
  return recordPath(type, id);
}
