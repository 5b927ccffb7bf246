import { useBusiness } from '@/lib/business';
import { formatMoney, formatMoneyShort, formatMoneyWhole } from '@/lib/money';

interface MoneyProps {
  minor: number;
  currency: string;
  /** "£128k" where room is short. */
  short?: boolean;
  /** "£9,366" where pence would be false exactness. */
  whole?: boolean;
}

export function Money({ minor, currency, short = false, whole = false }: MoneyProps) {
  const locale = useBusiness((business) => business.locale);
  const exact = formatMoney(minor, currency, locale);
  if (!short && !whole) return <>{exact}</>;
  const rounded = short ? formatMoneyShort(minor, currency, locale) : formatMoneyWhole(minor, currency, locale);
  return <span title={exact}>{rounded}</span>;
}
