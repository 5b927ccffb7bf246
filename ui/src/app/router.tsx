/** Composes every feature's routes under the shell. */
import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { routes as customers } from '@/features/customers/routes';
import { routes as knowledge } from '@/features/knowledge/routes';
import { routes as sales } from '@/features/sales/routes';
import { routes as settings } from '@/features/settings/routes';
import { routes as tickets } from '@/features/tickets/routes';
import { routes as today } from '@/features/today/routes';
import { routes as workflows } from '@/features/workflows/routes';
import { rootRoute } from '@/lib/root-route';
import { BackgroundPage } from './background/BackgroundPage';
import { NotFound, PageFailed } from './PageFailed';
import { Shell } from './shell/Shell';

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/today' });
  },
});

const background = createRoute({ getParentRoute: () => rootRoute, path: '/background', component: BackgroundPage });

rootRoute.update({ component: Shell });

const routeTree = rootRoute.addChildren([
  home,
  background,
  ...today,
  ...tickets,
  ...customers,
  ...sales,
  ...knowledge,
  ...workflows,
  ...settings,
]);

export const router = createRouter({
  routeTree,
  defaultPreload: false,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
