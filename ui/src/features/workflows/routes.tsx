/** Workflows: its place in the navigation and its pages. */
import { IconGitBranch } from '@tabler/icons-react';
import { createRoute } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { WorkflowsPage } from './WorkflowsPage';

export const area: Area = {
  id: 'workflows',
  path: '/workflows',
  labelKey: 'common:nav.workflows',
  icon: IconGitBranch,
  goKey: 'w',
};

const index = createRoute({ getParentRoute: () => rootRoute, path: '/workflows', component: WorkflowsPage });

export const routes = [index] as const;
