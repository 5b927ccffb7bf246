import { useTranslation } from 'react-i18next';
import type { Result } from '@/lib/api';
import { type State, StateBadge } from './StateBadge';

export type CustomerStatus = Result<'customers.get'>['status'];

const LOOKS: Readonly<Record<CustomerStatus, State>> = { lead: 'new', active: 'good', churned: 'idle' };

/** Where the customer stands with the business. */
export function CustomerBadge({ status, tall }: { status: CustomerStatus; tall?: boolean }) {
  const { t } = useTranslation('customers');
  return (
    <StateBadge state={LOOKS[status]} tall={tall ?? false}>
      {t(`status.${status}`)}
    </StateBadge>
  );
}
