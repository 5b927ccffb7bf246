import { useBusiness } from '@/lib/business';
import { formatMoney, formatMoneyShort } from '@/lib/money';

interface MoneyProps {
  minor: number;
  currency: string;
  /** "£128k" where room is short. */
  short?: boolean;
}

export function Money({ minor, currency, short = false }: MoneyProps) {
  const locale = useBusiness((business) => business.locale);
  const exact = formatMoney(minor, currency, locale);
  if (!short) return <>{exact}</>;
  return <span title={exact}>{formatMoneyShort(minor, currency, locale)}</span>;
}
