/** Today: its place in the navigation and its page. */
import { IconSun } from '@tabler/icons-react';
import { createRoute } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import { rootRoute } from '@/lib/root-route';
import { readSearch } from './items';
import { TodayPage } from './TodayPage';

export const area: Area = {
  id: 'today',
  path: '/today',
  labelKey: 'common:nav.today',
  icon: IconSun,
  goKey: 't',
  useCount: useOpenCount,
};

function useOpenCount(): string | undefined {
  const locale = useBusiness((business) => business.locale);
  const count = useRead('today.list', {}).data?.counts.all;
  return count === undefined ? undefined : new Intl.NumberFormat(locale).format(count);
}

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/today',
  component: TodayPage,
  validateSearch: readSearch,
});

export const routes = [index] as const;
