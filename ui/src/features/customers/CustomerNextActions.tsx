import { IconListCheck } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FollowUpDialog } from '@/components/FollowUpDialog';
import { NextActions } from '@/components/NextActions';
import { PanelSection } from '@/components/Panel';
import { type RecommendedAction, RecommendedActions } from '@/components/RecommendedActions';
import { useRead } from '@/lib/query';
import { openOutside, telephone } from '@/lib/reach';
import type { Customer } from './customer-form';
import type { LogStart } from './LogDialog';

interface CustomerNextActionsProps {
  customer: Customer;
  onLog: (start: LogStart) => void;
}

type ActionArgs = Readonly<Record<string, unknown>>;

/** The page on which a person finishes what the action begins. */
function pageOf(operation: string, args: ActionArgs, customerId: number): string | undefined {
  const id = Number(args.id ?? args.ticket_id ?? args.deal_id ?? 0);
  if (operation === 'customers.get') return `/customers/${id}`;
  if (operation === 'deals.create') return `/sales?new=true&customer=${customerId}`;
  if (operation === 'tickets.create') return `/tickets/new?customer=${customerId}`;
  if (id > 0 && operation.startsWith('tickets.')) return `/tickets/${id}`;
  if (id > 0 && operation.startsWith('deals.')) return `/sales/deals/${id}`;
  return undefined;
}

/** What to do next with this customer, and doing it; what a person must finish opens where it is finished. */
export function CustomerNextActions({ customer, onLog }: CustomerNextActionsProps) {
  const { t } = useTranslation('customers');
  const router = useRouter();
  const [planning, setPlanning] = useState<string>();
  const actions = useRead('customers.next_actions', { id: customer.id }).data?.actions ?? [];
  const instead = ({ operation, args, fill }: RecommendedAction): boolean => {
    const given = args as ActionArgs;
    if (operation === 'interactions.log') {
      const kind = (given.kind as LogStart['kind'] | undefined) ?? 'call';
      const phone = customer.contact_points.find((point) => point.kind === 'phone')?.value;
      if (kind === 'call' && phone) openOutside(telephone(phone));
      onLog({ kind, direction: 'outbound' });
      return true;
    }
    if ((fill?.length ?? 0) === 0 && !operation.endsWith('.get')) return false;
    if (operation === 'tasks.create') {
      setPlanning(typeof given.title === 'string' ? given.title : '');
      return true;
    }
    const page = pageOf(operation, given, customer.id);
    if (page) router.history.push(page);
    return page !== undefined;
  };
  const plan = () => setPlanning('');
  return (
    <PanelSection title={t('nextActions')}>
      {actions.length > 0 ? (
        <RecommendedActions filled actions={actions} instead={instead} />
      ) : (
        <NextActions
          filled
          actions={[{ key: 'plan', icon: IconListCheck, title: t('planNext'), steps: [t('planNextWhy')], run: plan }]}
        />
      )}
      <FollowUpDialog
        key={planning}
        open={planning !== undefined}
        onClose={() => setPlanning(undefined)}
        target={{ customer_id: customer.id }}
        suggested={planning ?? ''}
      />
    </PanelSection>
  );
}
