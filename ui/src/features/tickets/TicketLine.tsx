import { Tooltip } from '@mantine/core';
import { IconHourglass, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { ListRow } from '@/components/ListRow';
import { PriorityMark } from '@/components/PriorityMark';
import { RelativeTime, useLengthText } from '@/components/RelativeTime';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { formatExact } from '@/lib/time';
import { levelOf, named, type TicketRow, usePriorities, useStatuses, useUsers } from './lookups';
import { StatusSign } from './StatusSign';
import classes from './TicketLine.module.css';

/** Normal and low show nothing in lists. */
const SHOWN_FROM_LEVEL = 3;
const MINUTE_MS = 60_000;

/** One ticket in the list. */
export function TicketLine({ row }: { row: TicketRow }) {
  const { t } = useTranslation('tickets');
  const status = named(useStatuses(), row.status_id);
  const priority = named(usePriorities(), row.priority_id);
  const assignee = named(useUsers(), row.assignee_id);
  const level = levelOf(priority);
  return (
    <ListRow
      unread={row.unread}
      unreadLabel={t('row.unread')}
      sign={<StatusSign state={row.state} status={status} label={status?.name ?? t(`state.${row.state}`)} />}
      top={row.customer_name ?? t('row.noCustomer')}
      topEnd={
        <>
          {level >= SHOWN_FROM_LEVEL && priority && <PriorityMark level={level} label={priority.name} />}
          <WhenNext row={row} />
        </>
      }
      main={row.subject}
      mainEnd={assignee ? <Avatar name={assignee.name} size={20} /> : <NobodyYet label={t('row.nobody')} />}
    />
  );
}

function WhenNext({ row }: { row: TicketRow }) {
  const { t } = useTranslation('tickets');
  if (typeof row.needs_answer_ms === 'number') return <WaitTime sinceMs={row.needs_answer_ms} />;
  if (row.state === 'waiting_customer' || row.state === 'waiting_third_party') return <span>{t('row.waiting')}</span>;
  if (row.state === 'on_hold') return <span>{t('row.onHold')}</span>;
  return <RelativeTime ms={row.last_message_ms ?? row.created_ms} />;
}

/** How long the customer has been waiting for us. */
function WaitTime({ sinceMs }: { sinceMs: number }) {
  const { t } = useTranslation('tickets');
  const { zone, locale } = useBusiness();
  const lengthText = useLengthText();
  const waitedMs = Math.max(0, useNow() - sinceMs);
  return (
    <Tooltip label={t('row.waitsSince', { when: formatExact(sinceMs, { zone, locale }) })}>
      <time className={classes.wait} dateTime={new Date(sinceMs).toISOString()}>
        <IconHourglass size={14} stroke={2} aria-hidden="true" />
        <span className={classes.spoken}>{t('row.waits')} </span>
        {waitedMs < MINUTE_MS ? t('common:time.now') : lengthText(waitedMs)}
      </time>
    </Tooltip>
  );
}

function NobodyYet({ label }: { label: string }) {
  return (
    <span className={classes.nobody} role="img" aria-label={label} title={label}>
      <IconPlus size={12} stroke={2} aria-hidden="true" />
    </span>
  );
}
