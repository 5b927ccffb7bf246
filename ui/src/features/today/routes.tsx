/** Today: its place in the navigation and its pages. */
import { IconSun } from '@tabler/icons-react';
import { createRoute } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { TodayPage } from './TodayPage';

export const area: Area = { id: 'today', path: '/today', labelKey: 'common:nav.today', icon: IconSun, goKey: 't' };

const index = createRoute({ getParentRoute: () => rootRoute, path: '/today', component: TodayPage });

export const routes = [index] as const;
