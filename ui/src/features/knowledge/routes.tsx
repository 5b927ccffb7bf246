/** Knowledge: its place in the navigation and its pages. */
import { IconBook2 } from '@tabler/icons-react';
import { createRoute } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { KnowledgePage } from './KnowledgePage';

export const area: Area = {
  id: 'knowledge',
  path: '/knowledge',
  labelKey: 'common:nav.knowledge',
  icon: IconBook2,
  goKey: 'k',
};

const index = createRoute({ getParentRoute: () => rootRoute, path: '/knowledge', component: KnowledgePage });

export const routes = [index] as const;
