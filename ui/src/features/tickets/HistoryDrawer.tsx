import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Drawer } from '@/components/Drawer';
import { ErrorState } from '@/components/ErrorState';
import { LinkButton } from '@/components/LinkButton';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { UserText } from '@/components/UserText';
import type { Item } from '@/lib/api';
import { usePages } from '@/lib/query';
import { undoChange } from '@/lib/undo';
import classes from './HistoryDrawer.module.css';
import { named, type Ticket, useCategories, usePriorities, useStatuses, useTeams, useUsers } from './lookups';

type Event = Item<'events.list'>;

interface HistoryDrawerProps {
  ticket: Ticket;
  open: boolean;
  onClose: () => void;
}

/** Every change of a ticket, the newest first: who, when, from what to what, and the way back. */
export function HistoryDrawer({ ticket, open, onClose }: HistoryDrawerProps) {
  const { t } = useTranslation('tickets');
  return (
    <Drawer open={open} onClose={onClose} title={t('history.title', { number: ticket.number })}>
      {open && <History ticketId={ticket.id} />}
    </Drawer>
  );
}

function History({ ticketId }: { ticketId: number }) {
  const { t } = useTranslation('tickets');
  const pages = usePages('events.list', { subject_type: 'ticket', subject_id: ticketId });
  const events = pages.data;
  if (!events) {
    return pages.error ? (
      <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
    ) : (
      <Skeleton rows={6} height={56} />
    );
  }
  return (
    <>
      <ol className={classes.events}>
        {events.map((event, i) => (
          <HistoryEntry key={event.seq} event={event} undoable={event.change_id !== events[i - 1]?.change_id} />
        ))}
      </ol>
      {pages.hasNextPage && (
        <Button onClick={() => void pages.fetchNextPage()} busy={pages.isFetchingNextPage}>
          {t('history.older')}
        </Button>
      )}
    </>
  );
}

function HistoryEntry({ event, undoable }: { event: Event; undoable: boolean }) {
  const { t, i18n } = useTranslation('tickets');
  const valueText = useValueText();
  const kind = event.kind.replace(/^[a-z_]+\./, '');
  const title = i18n.exists(`tickets:history.kind.${kind}`) ? t(`history.kind.${kind}`) : kind.replaceAll('_', ' ');
  const changes = Object.entries(event.changes).flatMap(([field, change]) => {
    const label = i18n.exists(`tickets:history.field.${field}`) ? t(`history.field.${field}`) : undefined;
    const texts = beforeAfter(change, (value) => valueText(field, value));
    return label && texts ? [{ field, label, ...texts }] : [];
  });
  return (
    <li className={classes.event}>
      <p className={classes.head}>
        <b dir="auto">{event.actor_name}</b> <span>{title}</span>
        <span className={classes.time}>
          <RelativeTime ms={event.at_ms} />
        </span>
      </p>
      {changes.map(({ field, label, before, after }) => (
        <p key={field} className={classes.change}>
          <span className={classes.label}>{label}</span>
          {before !== '' && <del dir="auto">{before}</del>}
          {after !== '' && <UserText lines={2}>{after}</UserText>}
        </p>
      ))}
      {undoable && <LinkButton onClick={() => void undoChange(event.change_id)}>{t('common:undo.action')}</LinkButton>}
    </li>
  );
}

/** Both sides as text; undefined where the log keeps only a fingerprint. */
function beforeAfter(change: unknown, text: (value: unknown) => string | undefined) {
  if (typeof change !== 'object' || change === null) return undefined;
  const before = text('before' in change ? change.before : null);
  const after = text('after' in change ? change.after : null);
  return before === undefined || after === undefined || before === after ? undefined : { before, after };
}

/** Ids as the names they stand for. */
function useValueText(): (field: string, value: unknown) => string | undefined {
  const lists: Readonly<Record<string, readonly { id: number; name: string }[]>> = {
    status_id: useStatuses(),
    priority_id: usePriorities(),
    category_id: useCategories(),
    assignee_id: useUsers(),
    team_id: useTeams(),
  };
  return (field, value) => {
    if (value === null || value === undefined) return '';
    const list = lists[field];
    if (list && typeof value === 'number') return named(list, value)?.name ?? `#${value}`;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
}
