/** Sales: its place in the navigation and its pages. */
import { IconLayoutKanban } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { SalesViews } from './SalesViews';
import { readSearch } from './sales-search';

export const area: Area = {
  id: 'sales',
  path: '/sales',
  labelKey: 'common:nav.sales',
  icon: IconLayoutKanban,
  goKey: 's',
  Views: SalesViews,
  creations: [{ id: 'deal', labelKey: 'sales:creation', icon: IconLayoutKanban, to: '/sales?new=true' }],
};

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sales',
  component: lazyRouteComponent(() => import('./SalesPage'), 'SalesPage'),
  validateSearch: readSearch,
});

const deal = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sales/deals/$id',
  component: lazyRouteComponent(() => import('./DealPage'), 'DealPage'),
});

export const routes = [index, deal] as const;
