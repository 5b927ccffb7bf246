/** Settings: its place in the navigation and its pages. */
import { IconSettings } from '@tabler/icons-react';
import { createRoute } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { SettingsPage } from './SettingsPage';

export const area: Area = {
  id: 'settings',
  path: '/settings',
  labelKey: 'common:nav.settings',
  icon: IconSettings,
  goKey: ',',
};

const index = createRoute({ getParentRoute: () => rootRoute, path: '/settings', component: SettingsPage });

export const routes = [index] as const;
