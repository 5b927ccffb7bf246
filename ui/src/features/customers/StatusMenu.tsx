import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { CustomerBadge } from '@/components/CustomerBadge';
import { useWrite } from '@/lib/query';
import type { Customer } from './customer-form';
import classes from './header.module.css';
import { STATUSES } from './list-search';

/** The status as a badge that opens the other choices. */
export function StatusMenu({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const update = useWrite('customers.update', {
    optimistic: ({ id, status }, patch) =>
      patch('customers.get', (known, args) => (args.id === id && status ? { ...known, status } : known)),
    toast: ({ name, status }) => (
      <Trans t={t} i18nKey="statusSet" values={{ name, status: t(`status.${status}`) }} components={{ b: <b /> }} />
    ),
  });
  return (
    <Menu position="bottom-start" width={160} returnFocus>
      <Menu.Target>
        <button
          type="button"
          className={classes.bare}
          aria-label={t('statusNow', { status: t(`status.${customer.status}`) })}
        >
          <CustomerBadge status={customer.status} tall />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {STATUSES.map((status) => (
          <Menu.Item
            key={status}
            onClick={() => status !== customer.status && update.write({ id: customer.id, status, rev: customer.rev })}
            rightSection={
              status === customer.status ? <IconCheck size={14} stroke={2} aria-hidden="true" /> : undefined
            }
          >
            {t(`status.${status}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
