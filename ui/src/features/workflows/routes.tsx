/** Workflows: their place in the navigation and their pages. */
import { IconGitBranch } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { readListSearch, readRunSearch } from './search';
import { WorkflowList } from './WorkflowList';
import { WorkflowViews } from './WorkflowViews';

export const area: Area = {
  id: 'workflows',
  path: '/workflows',
  labelKey: 'common:nav.workflows',
  icon: IconGitBranch,
  goKey: 'w',
  Views: WorkflowViews,
  creations: [{ id: 'workflow', labelKey: 'workflows:create.name', icon: IconGitBranch, to: '/workflows/new' }],
};

const getParentRoute = () => rootRoute;

const index = createRoute({ getParentRoute, path: '/workflows', component: Index, validateSearch: readListSearch });
const create = createRoute({
  getParentRoute,
  path: '/workflows/new',
  component: lazyRouteComponent(() => import('./EditorPage'), 'NewWorkflow'),
});
const runs = createRoute({
  getParentRoute,
  path: '/workflows/runs',
  component: lazyRouteComponent(() => import('./RunsPage'), 'RunsPage'),
  validateSearch: readRunSearch,
});
const one = createRoute({
  getParentRoute,
  path: '/workflows/$id',
  component: lazyRouteComponent(() => import('./EditorPage'), 'EditWorkflow'),
});

function Index() {
  return <WorkflowList search={index.useSearch()} />;
}

export const routes = [index, create, runs, one] as const;
