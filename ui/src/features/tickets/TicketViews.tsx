import { useTranslation } from 'react-i18next';
import { NavGroup, NavItem } from '@/components/Nav';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import { useTeams } from './lookups';
import { VIEWS } from './search';

const VIEW = { includeSearch: true, exact: false };
/** A team that only filters a view is not the team's own page. */
const TEAM = { ...VIEW, explicitUndefined: true };

/** The views of the ticket list and the teams, under the navigation. */
export function TicketViews() {
  const { t } = useTranslation('tickets');
  const locale = useBusiness((business) => business.locale);
  const counts = useRead('tickets.counts', {}).data;
  const teams = useTeams();
  return (
    <>
      <NavGroup title={t('views.title')}>
        {VIEWS.map((view) => (
          <NavItem
            key={view}
            to="/tickets"
            search={{ view }}
            label={t(`views.${view}`)}
            count={formatCount(counts?.views[view], locale)}
            activeOptions={VIEW}
          />
        ))}
      </NavGroup>
      {teams.length > 0 && (
        <NavGroup title={t('views.teams')}>
          {teams.map((team) => (
            <NavItem
              key={team.id}
              to="/tickets"
              search={{ team: team.id, view: undefined }}
              label={team.name}
              count={formatCount(counts?.teams[String(team.id)], locale)}
              activeOptions={TEAM}
            />
          ))}
        </NavGroup>
      )}
    </>
  );
}
