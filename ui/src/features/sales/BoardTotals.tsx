import { IconHourglassHigh } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { LinkButton } from '@/components/LinkButton';
import { Money } from '@/components/Money';
import { useBusiness } from '@/lib/business';
import classes from './board.module.css';
import type { Board } from './board-move';
import type { SalesSearch } from './sales-search';

interface BoardTotalsProps {
  board: Board;
  search: SalesSearch;
  change: (part: Partial<SalesSearch>) => void;
}

/** The figures above the board, and what has stood too long. */
export function BoardTotals({ board, search, change }: BoardTotalsProps) {
  const { t } = useTranslation('sales');
  const { locale, zone } = useBusiness();
  const { open_minor, weighted_minor, won_month_minor, win_rate_pct, over_limit, other_currencies, currency } =
    board.totals;
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: zone }).format(Date.now());
  const money = (minor: number) => (
    <b>
      <Money minor={minor} currency={currency} whole />
    </b>
  );
  return (
    <div className={classes.totals}>
      <span>
        {t('total.open')}
        {money(open_minor)}
      </span>
      <span>
        {t('total.weighted')}
        {money(weighted_minor)}
      </span>
      <span>
        {t('total.won', { month })}
        {money(won_month_minor)}
      </span>
      {win_rate_pct !== null && win_rate_pct !== undefined && (
        <span>
          {t('total.rate')}
          <b>{t('pct', { pct: win_rate_pct })}</b>
        </span>
      )}
      {other_currencies > 0 && <span>{t('total.others', { count: other_currencies })}</span>}
      {over_limit > 0 && (
        <span className={classes.over}>
          <IconHourglassHigh size={16} stroke={1.75} aria-hidden="true" />
          <span>
            <Trans t={t} i18nKey="total.over" count={over_limit} components={{ b: <b /> }} />
          </span>
          <LinkButton strong onClick={() => change({ over: search.over ? undefined : true })}>
            {search.over ? t('total.showAll') : t('total.work')}
          </LinkButton>
        </span>
      )}
    </div>
  );
}
