import { Menu } from '@mantine/core';
import {
  IconInbox,
  IconLayoutKanban,
  IconListCheck,
  IconMail,
  IconNote,
  IconPhone,
  IconPlus,
  IconUserPlus,
} from '@tabler/icons-react';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { FollowUpDialog } from '@/components/FollowUpDialog';
import { usePaletteActions, usePaletteContext } from '@/lib/palette';
import { mail, openOutside, telephone } from '@/lib/reach';
import { useShortcut } from '@/lib/shortcuts';
import { showToast } from '@/lib/toasts';
import type { Customer } from './customer-form';
import type { LogStart } from './LogDialog';

interface CustomerMovesProps {
  customer: Customer;
  onLog: (start: LogStart) => void;
}

/** Call, E-mail and New: also by key and from the palette. */
export function CustomerMoves({ customer, onLog }: CustomerMovesProps) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const router = useRouter();
  const [planning, setPlanning] = useState(false);
  const { phones, emails, call, write } = useReach(customer, onLog);
  usePaletteContext(t('context', { name: customer.name }));
  usePaletteActions([
    ...phones.map((phone) => ({
      id: `customers.call.${phone.id}`,
      label: t('callNumber', { name: customer.name, number: phone.value }),
      icon: IconPhone,
      run: () => call(phone.value),
    })),
    ...emails.map((email) => ({
      id: `customers.email.${email.id}`,
      label: t('writeTo', { name: customer.name, address: email.value }),
      icon: IconMail,
      run: () => write(email.value),
    })),
  ]);
  const icon = (Shape: typeof IconPhone) => <Shape size={16} stroke={1.75} aria-hidden="true" />;
  return (
    <>
      <Button icon={IconPhone} shortcut="customers.call" onClick={() => call(phones[0]?.value)}>
        {t('call')}
      </Button>
      <Button icon={IconMail} shortcut="customers.email" onClick={() => write(emails[0]?.value)}>
        {t('email')}
      </Button>
      <Menu position="bottom-end" width={208} returnFocus>
        <Menu.Target>
          <Button icon={IconPlus}>{t('new')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={icon(IconInbox)}
            onClick={() => router.history.push(`/tickets/new?customer=${customer.id}`)}
          >
            {t('newTicket')}
          </Menu.Item>
          <Menu.Item
            leftSection={icon(IconLayoutKanban)}
            onClick={() => router.history.push(`/sales?new=true&customer=${customer.id}`)}
          >
            {t('newDeal')}
          </Menu.Item>
          <Menu.Item leftSection={icon(IconListCheck)} onClick={() => setPlanning(true)}>
            {t('newFollowUp')}
          </Menu.Item>
          <Menu.Item leftSection={icon(IconNote)} onClick={() => onLog({ kind: 'note' })}>
            {t('newNote')}
          </Menu.Item>
          {customer.kind === 'organisation' && (
            <Menu.Item
              leftSection={icon(IconUserPlus)}
              onClick={() => void navigate({ to: '/customers', search: { new: true, organisation: customer.id } })}
            >
              {t('newPerson')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <FollowUpDialog open={planning} onClose={() => setPlanning(false)} target={{ customer_id: customer.id }} />
    </>
  );
}

/** How to reach them; calling and writing are noted down afterwards. */
function useReach(customer: Customer, onLog: (start: LogStart) => void) {
  const { t } = useTranslation('customers');
  const phones = customer.contact_points.filter(({ kind }) => kind === 'phone');
  const emails = customer.contact_points.filter(({ kind }) => kind === 'email');
  const call = (number: string | undefined) => {
    if (number === undefined) {
      showToast({ tone: 'done', content: t('noPhone') });
      return;
    }
    openOutside(telephone(number));
    onLog({ kind: 'call', direction: 'outbound' });
  };
  const write = (address: string | undefined) => {
    if (address === undefined) {
      showToast({ tone: 'done', content: t('noEmail') });
      return;
    }
    openOutside(mail(address));
    onLog({ kind: 'email', direction: 'outbound' });
  };
  const groupKey = 'customers:title';
  useShortcut({
    id: 'customers.call',
    keys: 'c',
    labelKey: 'customers:shortcut.call',
    groupKey,
    hidden: true,
    run: () => call(phones[0]?.value),
  });
  useShortcut({
    id: 'customers.email',
    keys: 'm',
    labelKey: 'customers:shortcut.email',
    groupKey,
    hidden: true,
    run: () => write(emails[0]?.value),
  });
  return { phones, emails, call, write };
}
