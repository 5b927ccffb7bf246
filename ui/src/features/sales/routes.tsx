/** Sales: its place in the navigation and its pages. */
import { IconLayoutKanban } from '@tabler/icons-react';
import { createRoute } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { SalesPage } from './SalesPage';

export const area: Area = {
  id: 'sales',
  path: '/sales',
  labelKey: 'common:nav.sales',
  icon: IconLayoutKanban,
  goKey: 's',
};

const index = createRoute({ getParentRoute: () => rootRoute, path: '/sales', component: SalesPage });

export const routes = [index] as const;
