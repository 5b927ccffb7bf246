import { Menu } from '@mantine/core';
import {
  type Icon,
  IconBriefcase,
  IconDots,
  IconHistory,
  IconId,
  IconMail,
  IconMapPin,
  IconPencil,
  IconPhone,
  IconTrash,
  IconUser,
  IconWorld,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { IconButton } from '@/components/IconButton';
import { useUserName } from '@/components/PickUser';
import { StateBadge } from '@/components/StateBadge';
import { CustomerMoves } from './CustomerMoves';
import type { Customer } from './customer-form';
import classes from './header.module.css';
import type { LogStart } from './LogDialog';
import { NameEdit } from './NameEdit';
import { StatusMenu } from './StatusMenu';
import { TagsLine } from './TagsLine';

interface CustomerHeaderProps {
  customer: Customer;
  onLog: (start: LogStart) => void;
  onEdit: () => void;
  onHistory: () => void;
  onDelete: () => void;
}

/** Who this is, at a glance, and the quickest ways to reach them. */
export function CustomerHeader({ customer, onLog, onEdit, onHistory, onDelete }: CustomerHeaderProps) {
  const { t } = useTranslation('customers');
  return (
    <header className={classes.header}>
      <Avatar name={customer.name} kind={customer.kind} size={48} decorative />
      <div className={classes.title}>
        <NameEdit customer={customer} />
        <StatusMenu customer={customer} />
        {customer.trashed_ms && (
          <StateBadge state="problem" tall>
            {t('inTrash')}
          </StateBadge>
        )}
      </div>
      <div className={classes.actions}>
        <CustomerMoves customer={customer} onLog={onLog} />
        <Menu position="bottom-end" width={208} returnFocus>
          <Menu.Target>
            <IconButton icon={IconDots} label={t('moreActions')} framed className={classes.dots} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} stroke={1.75} />} onClick={onEdit}>
              {t('edit')}
            </Menu.Item>
            <Menu.Item leftSection={<IconHistory size={16} stroke={1.75} />} onClick={onHistory}>
              {t('history')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconTrash size={16} stroke={1.75} />} onClick={onDelete}>
              {t('delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={classes.below}>
        <Facts customer={customer} />
        <TagsLine customer={customer} />
      </div>
    </header>
  );
}

function Facts({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const userName = useUserName();
  const first = (kind: string) => customer.contact_points.find((point) => point.kind === kind)?.value;
  const phone = first('phone');
  const email = first('email');
  const web = first('web');
  const address = [customer.street, customer.city].filter(Boolean).join(', ');
  const owner = userName(customer.owner_id);
  return (
    <div className={classes.facts}>
      {customer.organisation_id && customer.organisation_name && (
        <Fact icon={IconBriefcase}>
          <Link to="/customers/$id" params={{ id: String(customer.organisation_id) }} dir="auto">
            {customer.job_title
              ? t('jobAt', { job: customer.job_title, organisation: customer.organisation_name })
              : customer.organisation_name}
          </Link>
        </Fact>
      )}
      {!customer.organisation_id && customer.job_title && <Fact icon={IconUser}>{customer.job_title}</Fact>}
      {phone && <Fact icon={IconPhone}>{phone}</Fact>}
      {email && <Fact icon={IconMail}>{email}</Fact>}
      {!phone && !email && web && <Fact icon={IconWorld}>{web}</Fact>}
      {address && <Fact icon={IconMapPin}>{address}</Fact>}
      <Fact icon={IconId}>{owner ? t('ownerLooks', { name: owner }) : t('nobodyLooks')}</Fact>
    </div>
  );
}

function Fact({ icon: Shape, children }: { icon: Icon; children: ReactNode }) {
  return (
    <span className={classes.fact}>
      <Shape size={14} stroke={2} aria-hidden="true" />
      {typeof children === 'string' ? <span dir="auto">{children}</span> : children}
    </span>
  );
}
