/** Settings: its place in the navigation and its pages. */
import { IconSettings } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { BusinessSettings } from './BusinessSettings';
import { DisplaySettings } from './DisplaySettings';
import { PeopleSettings } from './PeopleSettings';
import { SettingsActions, SettingsViews } from './SettingsViews';

export const area: Area = {
  id: 'settings',
  path: '/settings',
  labelKey: 'common:nav.settings',
  icon: IconSettings,
  goKey: ',',
  Views: SettingsViews,
  Always: SettingsActions,
};

const getParentRoute = () => rootRoute;

const index = createRoute({
  getParentRoute,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/business', replace: true });
  },
});
const business = createRoute({ getParentRoute, path: '/settings/business', component: BusinessSettings });
const people = createRoute({ getParentRoute, path: '/settings/people', component: PeopleSettings });
const display = createRoute({ getParentRoute, path: '/settings/display', component: DisplaySettings });
const bring = createRoute({
  getParentRoute,
  path: '/settings/import',
  component: lazyRouteComponent(() => import('./import/ImportPage'), 'ImportPage'),
});
const data = createRoute({
  getParentRoute,
  path: '/settings/data',
  component: lazyRouteComponent(() => import('./DataSettings'), 'DataSettings'),
});
const outgoing = createRoute({
  getParentRoute,
  path: '/settings/outgoing',
  component: lazyRouteComponent(() => import('./outgoing/OutgoingPage'), 'OutgoingPage'),
});
const trash = createRoute({
  getParentRoute,
  path: '/settings/trash',
  component: lazyRouteComponent(() => import('./TrashPage'), 'TrashPage'),
});
const history = createRoute({
  getParentRoute,
  path: '/settings/history',
  component: lazyRouteComponent(() => import('./HistoryPage'), 'HistoryPage'),
});

export const routes = [index, business, people, display, bring, data, outgoing, trash, history] as const;
