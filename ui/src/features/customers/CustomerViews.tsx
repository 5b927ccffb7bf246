import { useTranslation } from 'react-i18next';
import { NavGroup, NavItem } from '@/components/Nav';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import { VIEWS } from './list-search';

/** The views of the customer list, with how many each shows. */
export function CustomerViews() {
  const { t } = useTranslation('customers');
  const locale = useBusiness((business) => business.locale);
  const counts = useRead('customers.counts', {});
  return (
    <NavGroup title={t('views')}>
      {VIEWS.map((view) => (
        <NavItem
          key={view}
          to="/customers"
          search={view === 'all' ? {} : { view }}
          activeOptions={{ includeSearch: true, exact: true }}
          label={t(`view.${view}`)}
          count={formatCount(counts.data?.[view], locale)}
        />
      ))}
    </NavGroup>
  );
}
