/** Tickets: its place in the navigation and its pages. */
import { IconInbox } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { type Area, formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import { rootRoute } from '@/lib/root-route';
import { NewTicket } from './NewTicket';
import { readSearch } from './search';
import { TicketPage } from './TicketPage';
import { TicketsRoom } from './TicketsRoom';
import { TicketViews } from './TicketViews';

export const area: Area = {
  id: 'tickets',
  path: '/tickets',
  labelKey: 'common:nav.tickets',
  icon: IconInbox,
  goKey: 'i',
  useCount: useNeedsAnswer,
  Views: TicketViews,
  creations: [{ id: 'ticket', labelKey: 'tickets:create.name', icon: IconInbox, to: '/tickets/new' }],
};

function useNeedsAnswer(): string | undefined {
  const locale = useBusiness((business) => business.locale);
  const count = useRead('tickets.counts', {}).data?.views.needs_answer;
  return count && count.n > 0 ? formatCount(count, locale) : undefined;
}

const room = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tickets',
  component: TicketsRoom,
  validateSearch: readSearch,
  // The usual view is named too, so that the navigation can show where one is.
  beforeLoad: ({ search, location }) => {
    if (search.view || search.team || search.customer) return;
    throw redirect({
      to: location.pathname,
      search: { ...search, view: 'needs_answer' },
      hash: location.hash,
      replace: true,
    });
  },
});
const none = createRoute({ getParentRoute: () => room, path: '/' });
const create = createRoute({ getParentRoute: () => room, path: '/new', component: NewTicket });
const one = createRoute({ getParentRoute: () => room, path: '/$id', component: OneTicket });

/** A ticket of its own for each address, so that nothing of one shows on another. */
function OneTicket() {
  const id = Number(one.useParams().id);
  return <TicketPage key={id} id={id} />;
}

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/tickets',
  component: lazyRouteComponent(() => import('./TicketSettings'), 'TicketSettings'),
});

export const routes = [room.addChildren([none, create, one]), settings] as const;
