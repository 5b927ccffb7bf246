import { useTranslation } from 'react-i18next';
import { type State, StateBadge } from '@/components/StateBadge';
import type { CustomerStatus } from './list-search';

const LOOKS: Readonly<Record<CustomerStatus, State>> = { lead: 'new', active: 'good', churned: 'idle' };

/** Where the customer stands with the business. */
export function StatusBadge({ status, tall }: { status: CustomerStatus; tall?: boolean }) {
  const { t } = useTranslation('customers');
  return (
    <StateBadge state={LOOKS[status]} tall={tall ?? false}>
      {t(`status.${status}`)}
    </StateBadge>
  );
}
