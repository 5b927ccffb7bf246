import { useTranslation } from 'react-i18next';
import { NavGroup, NavItem } from '@/components/Nav';
import { RUN_STATUSES } from './search';

/** The views of the list and of the run log, under the navigation. */
export function WorkflowViews() {
  const { t } = useTranslation('workflows');
  return (
    <>
      <NavGroup title={t('title')}>
        <NavItem
          to="/workflows"
          search={{}}
          label={t('views.all')}
          activeOptions={{ exact: true, includeSearch: true }}
        />
        <NavItem to="/workflows" search={{ on: true }} label={t('views.on')} activeOptions={{ includeSearch: true }} />
        <NavItem
          to="/workflows"
          search={{ on: false }}
          label={t('views.off')}
          activeOptions={{ includeSearch: true }}
        />
      </NavGroup>
      <NavGroup title={t('runs.title')}>
        <NavItem
          to="/workflows/runs"
          search={{}}
          label={t('runs.all')}
          activeOptions={{ exact: true, includeSearch: true }}
        />
        {RUN_STATUSES.map((status) => (
          <NavItem
            key={status}
            to="/workflows/runs"
            search={{ status }}
            label={t(`runs.view.${status}`)}
            activeOptions={{ includeSearch: true }}
          />
        ))}
      </NavGroup>
    </>
  );
}
