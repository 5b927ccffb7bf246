import { IconMail, IconPhone } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { FactList } from '@/components/FactList';
import { FollowUps } from '@/components/FollowUps';
import { IconButton } from '@/components/IconButton';
import { Money } from '@/components/Money';
import { Panel, PanelSection } from '@/components/Panel';
import { RelativeTime } from '@/components/RelativeTime';
import { UserText } from '@/components/UserText';
import { usePages, useRead } from '@/lib/query';
import { mail, openOutside, telephone } from '@/lib/reach';
import { CustomerNextActions } from './CustomerNextActions';
import type { Customer } from './customer-form';
import type { LogStart } from './LogDialog';
import classes from './panel.module.css';

interface CustomerPanelProps {
  customer: Customer;
  onEdit: () => void;
  onLog: (start: LogStart) => void;
}

/** Beside the timeline: what is next, then people, then facts. */
export function CustomerPanel({ customer, onEdit, onLog }: CustomerPanelProps) {
  return (
    <Panel>
      <CustomerNextActions customer={customer} onLog={onLog} />
      <FollowUps of={{ customer_id: customer.id }} target={{ customer_id: customer.id }} />
      <People customer={customer} />
      <Deals id={customer.id} />
      <Facts customer={customer} onEdit={onEdit} />
    </Panel>
  );
}

function People({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const people = useRead('customers.summary', { id: customer.id }).data?.people ?? [];
  if (customer.kind !== 'organisation') return null;
  const add = () => void navigate({ to: '/customers', search: { new: true, organisation: customer.id } });
  return (
    <PanelSection title={t('people')} action={{ label: t('addPerson'), onClick: add }}>
      {people.length === 0 && <p className={classes.quiet}>{t('noPeople')}</p>}
      {people.map(({ id, name, job_title, phone, email }) => (
        <div key={id} className={classes.person}>
          <Avatar name={name} size={28} decorative />
          <Link className={classes.who} to="/customers/$id" params={{ id: String(id) }} dir="auto">
            {name} {job_title && <span className={classes.quiet}>{job_title}</span>}
          </Link>
          {phone && (
            <IconButton
              icon={IconPhone}
              label={t('callNumber', { name, number: phone })}
              onClick={() => openOutside(telephone(phone))}
            />
          )}
          {email && (
            <IconButton
              icon={IconMail}
              label={t('writeTo', { name, address: email })}
              onClick={() => openOutside(mail(email))}
            />
          )}
        </div>
      ))}
    </PanelSection>
  );
}

const DEALS_SHOWN = 10;

function Deals({ id }: { id: number }) {
  const { t } = useTranslation('customers');
  const deals = usePages('deals.list', { customer_id: id, view: 'open', limit: DEALS_SHOWN });
  if (!deals.data || deals.data.length === 0) return null;
  return (
    <PanelSection title={t('deals')} count={deals.hasNextPage ? `${DEALS_SHOWN}+` : deals.data.length}>
      {deals.data.slice(0, DEALS_SHOWN).map((deal) => (
        <div key={deal.id} className={classes.deal}>
          <Link className={classes.who} to={`/sales/deals/${deal.id}` as string} dir="auto">
            {deal.title}
          </Link>
          <b>
            <Money minor={deal.value_minor} currency={deal.currency} />
          </b>
        </div>
      ))}
    </PanelSection>
  );
}

function Facts({ customer, onEdit }: { customer: Customer; onEdit: () => void }) {
  const { t } = useTranslation('customers');
  const place = [customer.postal_code, customer.city].filter(Boolean).join(' ');
  const facts = [
    ...customer.contact_points.map((point) => ({
      label: point.label || t(`point.${point.kind}`),
      value: point.value,
      title: point.value,
    })),
    { label: t('field.street'), value: customer.street, title: customer.street ?? '' },
    { label: t('field.city'), value: place, title: place },
    { label: t('field.country'), value: customer.country, title: customer.country ?? '' },
    { label: t('field.source'), value: customer.source, title: customer.source ?? '' },
  ].filter(({ value }) => value);
  return (
    <PanelSection title={t('facts')} action={{ label: t('editShort'), onClick: onEdit }}>
      <FactList
        facts={[...facts, { label: t('since'), value: <RelativeTime ms={customer.created_ms} as="ago" />, title: '' }]}
      />
      {customer.about && (
        <p className={classes.about}>
          <UserText lines={8}>{customer.about}</UserText>
        </p>
      )}
    </PanelSection>
  );
}
