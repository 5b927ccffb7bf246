import { useTranslation } from 'react-i18next';
import { NavGroup, NavItem } from '@/components/Nav';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { useBranches } from './categories';

/** Indentation per level, after the 8 px every entry has. */
const STEP_PX = 14;

/** The tree of categories with their counts, under the navigation. */
export function CategoryViews() {
  const { t } = useTranslation('knowledge');
  const locale = useBusiness((business) => business.locale);
  const branches = useBranches();
  return (
    <NavGroup title={t('categories.title')}>
      <NavItem to="/knowledge" search={{}} label={t('all')} activeOptions={{ exact: true, includeSearch: true }} />
      {branches.map(({ category, depth }) => (
        <NavItem
          key={category.id}
          to="/knowledge"
          search={{ category: category.id }}
          label={category.name}
          count={category.articles.n > 0 ? formatCount(category.articles, locale) : undefined}
          activeOptions={{ includeSearch: true, exact: false }}
          {...(depth > 0 ? { style: { paddingLeft: 8 + depth * STEP_PX } } : {})}
        />
      ))}
    </NavGroup>
  );
}
