/** Knowledge: its place in the navigation and its pages. */
import { IconBook2 } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Area } from '@/lib/area';
import { rootRoute } from '@/lib/root-route';
import { ArticlePage } from './ArticlePage';
import { CategoryViews } from './CategoryViews';
import { KnowledgePage } from './KnowledgePage';
import { readSearch } from './search';

export const area: Area = {
  id: 'knowledge',
  path: '/knowledge',
  labelKey: 'common:nav.knowledge',
  icon: IconBook2,
  goKey: 'k',
  Views: CategoryViews,
  creations: [{ id: 'article', labelKey: 'knowledge:create.name', icon: IconBook2, to: '/knowledge/new' }],
};

const getParentRoute = () => rootRoute;

const index = createRoute({ getParentRoute, path: '/knowledge', component: Index, validateSearch: readSearch });
const create = createRoute({
  getParentRoute,
  path: '/knowledge/new',
  component: lazyRouteComponent(() => import('./EditorPage'), 'NewArticle'),
  validateSearch: readSearch,
});
const one = createRoute({ getParentRoute, path: '/knowledge/articles/$id', component: One });
const edit = createRoute({
  getParentRoute,
  path: '/knowledge/articles/$id/edit',
  component: lazyRouteComponent(() => import('./EditorPage'), 'EditArticle'),
});

function Index() {
  return <KnowledgePage search={index.useSearch()} />;
}

/** An article of its own for each address, so that nothing of one shows on another. */
function One() {
  const id = Number(one.useParams().id);
  return <ArticlePage key={id} id={id} />;
}

export const routes = [index, create, one, edit] as const;
