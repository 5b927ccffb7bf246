/** Customers: its place in the navigation and its pages. */
import { IconAddressBook } from '@tabler/icons-react';
import { createRoute } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { CustomersPage } from './CustomersPage';

export const area: Area = {
  id: 'customers',
  path: '/customers',
  labelKey: 'common:nav.customers',
  icon: IconAddressBook,
  goKey: 'c',
};

const index = createRoute({ getParentRoute: () => rootRoute, path: '/customers', component: CustomersPage });

export const routes = [index] as const;
