import {
  type Icon,
  IconArrowRight,
  IconCalendarEvent,
  IconCheck,
  IconInbox,
  IconLayoutKanban,
  IconListCheck,
  IconMail,
  IconMessage,
  IconNote,
  IconPhone,
  IconUser,
} from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FollowUpDialog } from '@/components/FollowUpDialog';
import { NextActions } from '@/components/NextActions';
import { PanelSection } from '@/components/Panel';
import { callFull, type Op, type Result } from '@/lib/api';
import { say } from '@/lib/phrase';
import { confirmChange, useRead } from '@/lib/query';
import { showError } from '@/lib/undo';
import type { Customer } from './customer-form';
import type { LogStart } from './LogDialog';
import { openOutside, telephone } from './reach';

type Action = Result<'customers.next_actions'>['actions'][number];

const ICONS: Readonly<Record<string, Icon>> = {
  phone: IconPhone,
  call: IconPhone,
  mail: IconMail,
  email: IconMail,
  message: IconMessage,
  reply: IconMessage,
  note: IconNote,
  check: IconCheck,
  calendar: IconCalendarEvent,
  task: IconListCheck,
  ticket: IconInbox,
  inbox: IconInbox,
  deal: IconLayoutKanban,
  user: IconUser,
};

interface CustomerNextActionsProps {
  customer: Customer;
  onLog: (start: LogStart) => void;
}

/** The page on which a person finishes what the action begins. */
function pageOf({ operation, args }: Action, customerId: number): string | undefined {
  const id = Number(args.id ?? args.ticket_id ?? args.deal_id ?? 0);
  if (operation === 'customers.get') return `/customers/${id}`;
  if (operation === 'deals.create') return `/sales?new=true&customer=${customerId}`;
  if (operation === 'tickets.create') return `/tickets/new?customer=${customerId}`;
  if (id > 0 && operation.startsWith('tickets.')) return `/tickets/${id}`;
  if (id > 0 && operation.startsWith('deals.')) return `/sales/deals/${id}`;
  return undefined;
}

/** What to do next with this customer, and doing it. */
export function CustomerNextActions({ customer, onLog }: CustomerNextActionsProps) {
  const { t } = useTranslation('customers');
  const router = useRouter();
  const [busy, setBusy] = useState<string>();
  const [planning, setPlanning] = useState<string>();
  const next = useRead('customers.next_actions', { id: customer.id });
  const actions: readonly Action[] = next.data?.actions ?? [];

  const perform = async (action: Action) => {
    setBusy(action.key);
    try {
      const { change } = await callFull(action.operation as Op, action.args as never);
      confirmChange(change, t('didThis', { what: say(action.title) }));
    } catch (error) {
      showError(error);
    } finally {
      setBusy(undefined);
    }
  };

  /** Steps that a person must finish open where they are finished. */
  const run = (action: Action) => {
    const { operation, args } = action;
    if (operation === 'interactions.log') {
      const kind = (args.kind as LogStart['kind'] | undefined) ?? 'call';
      const phone = customer.contact_points.find((point) => point.kind === 'phone')?.value;
      if (kind === 'call' && phone) openOutside(telephone(phone));
      onLog({ kind, direction: 'outbound' });
      return;
    }
    const asks = (action.fill?.length ?? 0) > 0 || operation.endsWith('.get');
    const page = pageOf(action, customer.id);
    if (!asks) void perform(action);
    else if (operation === 'tasks.create') setPlanning(typeof args.title === 'string' ? args.title : '');
    else if (page) router.history.push(page);
    else void perform(action);
  };

  const plan = () => setPlanning('');
  return (
    <PanelSection title={t('nextActions')}>
      <NextActions
        filled
        actions={
          actions.length > 0
            ? actions.map((action) => ({
                key: action.key,
                icon: ICONS[action.icon] ?? IconArrowRight,
                title: say(action.title),
                why: say(action.why),
                steps: action.steps.map(say),
                busy: busy === action.key,
                ...(action.operation === 'tasks.complete' ? { label: t('markDone') } : {}),
                run: () => run(action),
              }))
            : [{ key: 'plan', icon: IconListCheck, title: t('planNext'), steps: [t('planNextWhy')], run: plan }]
        }
      />
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
