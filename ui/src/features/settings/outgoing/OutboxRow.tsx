import { Link } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { useUserName } from '@/components/PickUser';
import { RelativeTime } from '@/components/RelativeTime';
import { type State, StateBadge } from '@/components/StateBadge';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { useWrite } from '@/lib/query';
import { recordPath } from '@/lib/records';
import { formatWhen } from '@/lib/time';
import { showToast } from '@/lib/toasts';
import classes from '../Settings.module.css';
import type { Outgoing } from './Outbox';

const STATES: Readonly<Record<Outgoing['status'], State>> = {
  waiting: 'new',
  sending: 'new',
  sent: 'good',
  failed: 'late',
  held: 'problem',
  cancelled: 'idle',
};

/** One message: what it says, to whom, how it fared and why, and what can be done about it. */
export function OutboxRow({ item }: { item: Outgoing }) {
  const { t } = useTranslation('settings');
  const userName = useUserName();
  const why = useWhy(item);
  const path = item.subject_type && item.subject_id ? recordPath(item.subject_type, item.subject_id) : undefined;
  const text = item.body || item.title;
  const to = item.user_id === null || item.user_id === undefined ? t('outbox.everybody') : userName(item.user_id);
  return (
    <li className={classes.job}>
      <div className={classes.jobText}>
        <p className={classes.jobTitle}>
          {path ? (
            <Link to={path} className={classes.recordLink} dir="auto">
              {text}
            </Link>
          ) : (
            <b className={classes.cut} dir="auto">
              {text}
            </b>
          )}
          <StateBadge state={STATES[item.status]}>{t(`outbox.status.${item.status}`)}</StateBadge>
        </p>
        <p className={classes.sub}>
          <span dir="auto">{item.body ? t('outbox.from', { what: item.title, who: to }) : to}</span>
        </p>
        {why && (
          <p className={classes.why} data-status={item.status}>
            {why}
          </p>
        )}
      </div>
      <RelativeTime ms={item.sent_ms ?? item.created_ms} />
      <div className={`${classes.actions} ${classes.even}`}>
        <Moves item={item} />
      </div>
    </li>
  );
}

/** How it fared, in words; nothing where the badge says it all. */
function useWhy({ status, error, attempts, next_attempt_ms }: Outgoing): string | undefined {
  const { t } = useTranslation('settings');
  const { zone, locale } = useBusiness();
  const nowMs = useNow();
  const when = formatWhen(next_attempt_ms, nowMs, { zone, locale });
  switch (status) {
    case 'waiting':
      return attempts > 0
        ? t('outbox.why.again', { count: attempts, when, error: error ?? '' })
        : t('outbox.why.waiting');
    case 'failed':
      return t('outbox.why.failed', { count: attempts, error: error ?? '' });
    case 'held':
    case 'cancelled':
    case 'sent':
      return error ?? undefined;
    case 'sending':
      return undefined;
  }
}

function Moves({ item }: { item: Outgoing }) {
  const { t } = useTranslation('settings');
  const role = useBusiness((business) => business.role);
  const text = item.body || item.title;
  const said = (i18nKey: string) => (
    <Trans t={t} i18nKey={i18nKey} values={{ what: text }} components={{ b: <b dir="auto" /> }} />
  );
  const release = useWrite('outbox.release', { toast: () => said('outbox.released') });
  const cancel = useWrite('outbox.cancel', {
    // No change of the log stands behind it; its way back is to let it go after all.
    onDone: ({ id }) =>
      void showToast({
        tone: 'done',
        content: said('outbox.cancelled'),
        action: { label: t('common:undo.action'), run: () => release.write({ id }) },
      }),
  });
  const { id, status } = item;
  if (role === 'viewer' || status === 'sent' || status === 'sending') return null;
  return (
    <>
      {status !== 'cancelled' && (
        <Button
          compact
          variant="plain"
          aria-label={t('outbox.cancelOf', { what: text })}
          onClick={() => cancel.write({ id })}
        >
          {t('outbox.cancel')}
        </Button>
      )}
      {status !== 'waiting' && (
        <Button
          compact
          variant="plain"
          aria-label={t(`outbox.releaseOf.${status}`, { what: text })}
          onClick={() => release.write({ id })}
        >
          {t(`outbox.release.${status}`)}
        </Button>
      )}
    </>
  );
}
