/** Tickets: its place in the navigation and its pages. */
import { IconInbox } from '@tabler/icons-react';
import { createRoute } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { TicketsPage } from './TicketsPage';

export const area: Area = {
  id: 'tickets',
  path: '/tickets',
  labelKey: 'common:nav.tickets',
  icon: IconInbox,
  goKey: 'i',
};

const index = createRoute({ getParentRoute: () => rootRoute, path: '/tickets', component: TicketsPage });

export const routes = [index] as const;
