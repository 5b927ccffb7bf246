/** Customers: its place in the navigation and its pages. */
import { IconAddressBook, IconUserPlus } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { CustomersPage } from './CustomersPage';
import { CustomerViews } from './CustomerViews';
import { readSearch } from './list-search';

export const area: Area = {
  id: 'customers',
  path: '/customers',
  labelKey: 'common:nav.customers',
  icon: IconAddressBook,
  goKey: 'c',
  Views: CustomerViews,
  creations: [{ id: 'customer', labelKey: 'customers:creation', icon: IconUserPlus, to: '/customers?new=true' }],
};

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers',
  component: CustomersPage,
  validateSearch: readSearch,
});

const one = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('./CustomerPage'), 'CustomerPage'),
});

export const routes = [index, one] as const;
