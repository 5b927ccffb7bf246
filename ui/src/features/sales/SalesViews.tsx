import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NavGroup, NavItem } from '@/components/Nav';
import { useBusiness } from '@/lib/business';
import { formatMoneyShort } from '@/lib/money';
import { useRead } from '@/lib/query';

/** Every pipeline with the value of its open deals, and the views of the chosen one. */
export function SalesViews() {
  const { t } = useTranslation('sales');
  const locale = useBusiness((business) => business.locale);
  const search = useSearch({ strict: false }) as { pipeline?: number };
  const pipelines = useRead('pipelines.list', {}).data?.items ?? [];
  const chosen = pipelines.find(({ id }) => id === search.pipeline) ?? pipelines[0];
  const board = useRead('pipelines.board', { id: chosen?.id ?? 0 }, { enabled: chosen !== undefined });
  const over = board.data?.totals.over_limit ?? 0;
  const pipeline = chosen === undefined || chosen === pipelines[0] ? {} : { pipeline: chosen.id };
  const exact = { includeSearch: true, exact: true };
  return (
    <>
      <NavGroup title={t('pipelines')}>
        {pipelines.map(({ id, name, open_minor, currency }) => (
          <NavItem
            key={id}
            to="/sales"
            search={id === pipelines[0]?.id ? {} : { pipeline: id }}
            activeOptions={exact}
            label={name}
            count={formatMoneyShort(open_minor, currency, locale)}
          />
        ))}
      </NavGroup>
      <NavGroup title={t('views')}>
        <NavItem
          to="/sales"
          search={{ ...pipeline, layout: 'list', view: 'mine' }}
          activeOptions={exact}
          label={t('view.mine')}
        />
        <NavItem to="/sales" search={{ ...pipeline, closing: true }} activeOptions={exact} label={t('closing')} />
        <NavItem
          to="/sales"
          search={{ ...pipeline, over: true }}
          activeOptions={exact}
          label={t('view.over_limit')}
          count={over > 0 ? over : undefined}
          alert={over > 0 ? t('overAlert') : undefined}
        />
        <NavItem
          to="/sales"
          search={{ ...pipeline, layout: 'list', view: 'won' }}
          activeOptions={exact}
          label={t('view.won')}
        />
        <NavItem
          to="/sales"
          search={{ ...pipeline, layout: 'list', view: 'lost' }}
          activeOptions={exact}
          label={t('view.lost')}
        />
      </NavGroup>
    </>
  );
}
