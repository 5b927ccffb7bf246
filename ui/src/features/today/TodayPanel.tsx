import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ContactCard } from '@/components/ContactCard';
import { CustomerMarks } from '@/components/CustomerMarks';
import { type Fact, FactList } from '@/components/FactList';
import { Money } from '@/components/Money';
import { NextActions } from '@/components/NextActions';
import { Panel, PanelSection } from '@/components/Panel';
import { type RecommendedAction, RecommendedActions } from '@/components/RecommendedActions';
import { RelativeTime } from '@/components/RelativeTime';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { say } from '@/lib/phrase';
import { useRead } from '@/lib/query';
import type { TodayItem } from './items';

interface TodayPanelProps {
  item: TodayItem;
  onDo: () => void;
}

/** Beside the selected thing: what to do next about it, and whom it is about. */
export function TodayPanel({ item, onDo }: TodayPanelProps) {
  const { t } = useTranslation('today');
  const { subject_type: type, subject_id: id } = item;
  const ticket = useRead('tickets.get', { id }, { enabled: type === 'ticket' }).data;
  const deal = useRead('deals.get', { id }, { enabled: type === 'deal' }).data;
  const task = useRead('tasks.get', { id }, { enabled: type === 'task' }).data;
  const customerId = type === 'customer' ? id : (ticket ?? deal ?? task)?.customer_id;
  const ofTicket = useRead('tickets.next_actions', { id }, { enabled: type === 'ticket' }).data;
  const ofCustomer = useRead('customers.next_actions', { id }, { enabled: type === 'customer' }).data;
  const actions = (ofTicket ?? ofCustomer)?.actions;
  // What has to be written is written where the conversation is.
  const instead = ({ operation }: RecommendedAction) => {
    if (operation !== 'tickets.reply' && operation !== 'tickets.note') return false;
    onDo();
    return true;
  };
  return (
    <Panel>
      <PanelSection title={t('panel.next')}>
        {actions && actions.length > 0 ? (
          <RecommendedActions actions={actions} instead={instead} />
        ) : (
          <NextActions
            actions={[
              {
                key: item.key,
                icon: IconArrowRight,
                title: say(item.action.label),
                steps: [say(item.title)],
                run: onDo,
              },
            ]}
          />
        )}
      </PanelSection>
      {customerId !== null && customerId !== undefined && <CustomerPart id={customerId} />}
    </Panel>
  );
}

function CustomerPart({ id }: { id: number }) {
  const { t } = useTranslation('today');
  const locale = useBusiness((business) => business.locale);
  const customer = useRead('customers.get', { id }).data;
  const summary = useRead('customers.summary', { id }).data;
  if (!customer) return null;
  const phone = customer.contact_points.find(({ kind }) => kind === 'phone')?.value;
  const facts: Fact[] = phone
    ? [{ label: t('panel.phone'), value: <a href={`tel:${phone}`}>{phone}</a>, title: phone }]
    : [];
  if (summary) {
    facts.push({ label: t('panel.openTickets'), value: formatCount(summary.open_tickets, locale) });
    if (summary.won_minor > 0) {
      facts.push({ label: t('panel.won'), value: <Money minor={summary.won_minor} currency={summary.currency} /> });
    }
    if (summary.last_contact_ms) {
      facts.push({ label: t('panel.lastContact'), value: <RelativeTime ms={summary.last_contact_ms} as="ago" /> });
    }
  }
  const detail = customer.organisation_name ?? customer.job_title ?? customer.city;
  return (
    <PanelSection title={t('panel.customer')}>
      <ContactCard id={id} name={customer.name} kind={customer.kind} detail={detail ?? undefined} />
      <CustomerMarks status={customer.status} tags={customer.tags} />
      <FactList facts={facts} />
    </PanelSection>
  );
}
