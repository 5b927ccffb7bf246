import { IconMail, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { ContactCard } from '@/components/ContactCard';
import { CustomerMarks } from '@/components/CustomerMarks';
import { type Fact, FactList } from '@/components/FactList';
import { IconButton } from '@/components/IconButton';
import { LinkButton } from '@/components/LinkButton';
import { Money } from '@/components/Money';
import { PanelSection } from '@/components/Panel';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { useRead } from '@/lib/query';
import { mail, openOutside, telephone } from '@/lib/reach';
import { CustomerPicker } from './CustomerPicker';
import type { Ticket } from './lookups';
import { useUpdateTicket } from './writes';

/** Whom the ticket is about, with the facts that help to answer. */
export function CustomerSection({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets');
  const [picking, setPicking] = useState(false);
  const update = useUpdateTicket((_, { subject, customer_name }) => (
    <Trans
      t={t}
      i18nKey="toast.changed"
      values={{ subject, name: customer_name ?? t('row.noCustomer') }}
      components={{ b: <b dir="auto" /> }}
    />
  ));
  const pick = (id: number | null) => {
    setPicking(false);
    if (id !== (ticket.customer_id ?? null)) update.write({ id: ticket.id, customer_id: id });
  };
  return (
    <PanelSection
      title={t('panel.customer')}
      action={{ label: picking ? t('common:cancel') : t('panel.change'), onClick: () => setPicking(!picking) }}
    >
      {picking ? (
        <CustomerPicker label={t('create.customer')} value={ticket.customer_id ?? null} onPick={pick} autoFocus />
      ) : typeof ticket.customer_id !== 'number' ? (
        <LinkButton onClick={() => setPicking(true)}>{t('panel.nameCustomer')}</LinkButton>
      ) : (
        <CustomerFacts id={ticket.customer_id} />
      )}
    </PanelSection>
  );
}

function CustomerFacts({ id }: { id: number }) {
  const { t } = useTranslation('tickets');
  const customer = useRead('customers.get', { id }).data;
  const summary = useRead('customers.summary', { id }).data;
  if (!customer) return <Skeleton rows={4} height={28} />;
  const phone = customer.contact_points.find(({ kind }) => kind === 'phone')?.value;
  const email = customer.contact_points.find(({ kind }) => kind === 'email')?.value;
  const place = [customer.street, customer.city].filter(Boolean).join(', ');
  const detail = customer.organisation_name ?? customer.job_title ?? place;
  const facts: Fact[] = [
    ...(email ? [{ label: t('customer.email'), value: <a href={`mailto:${email}`}>{email}</a>, title: email }] : []),
    ...(phone ? [{ label: t('customer.phone'), value: <a href={`tel:${phone}`}>{phone}</a>, title: phone }] : []),
  ];
  if (summary) {
    facts.push({ label: t('customer.open'), value: t('customer.openTickets', { count: summary.open_tickets.n }) });
    if (summary.won_minor > 0) {
      facts.push({ label: t('customer.won'), value: <Money minor={summary.won_minor} currency={summary.currency} /> });
    }
    if (summary.last_contact_ms) {
      facts.push({ label: t('customer.lastContact'), value: <RelativeTime ms={summary.last_contact_ms} as="ago" /> });
    }
  }
  return (
    <>
      <ContactCard
        id={id}
        name={customer.name}
        kind={customer.kind}
        detail={detail || undefined}
        actions={
          phone ? (
            <IconButton
              framed
              icon={IconPhone}
              label={t('customer.call', { phone })}
              onClick={() => openOutside(telephone(phone))}
            />
          ) : email ? (
            <IconButton
              framed
              icon={IconMail}
              label={t('customer.mail', { email })}
              onClick={() => openOutside(mail(email))}
            />
          ) : undefined
        }
      />
      <CustomerMarks status={customer.status} tags={customer.tags} />
      <FactList facts={facts} />
    </>
  );
}
