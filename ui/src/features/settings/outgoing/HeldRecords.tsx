import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { ErrorState } from '@/components/ErrorState';
import { StateBadge } from '@/components/StateBadge';
import type { Item } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useRead, useWrite } from '@/lib/query';
import { recordPath } from '@/lib/records';
import classes from '../Settings.module.css';
import { SettingsSection } from '../SettingsSection';
import { useFollowerName } from './Followers';

type Held = Item<'consumers.held'>;

const keyOf = ({ consumer, subject_type, subject_id }: Held) => `${consumer} ${subject_type} ${subject_id}`;

/** Records whose changes a follower of the log could not take in: why, and the two ways on. Absent while there are none. */
export function HeldRecords() {
  const { t } = useTranslation('settings');
  const held = useRead('consumers.held', {});
  const [discarding, setDiscarding] = useState<Held>();
  if (held.error && !held.data) return <ErrorState error={held.error} onRetry={() => void held.refetch()} />;
  if (!held.data || held.data.items.length === 0) return null;
  return (
    <SettingsSection title={t('held.title')} text={t('held.text')}>
      <ul className={classes.list}>
        {held.data.items.map((record) => (
          <HeldRow key={keyOf(record)} record={record} onDiscard={() => setDiscarding(record)} />
        ))}
      </ul>
      {discarding && <DiscardDialog record={discarding} onClose={() => setDiscarding(undefined)} />}
    </SettingsSection>
  );
}

function HeldRow({ record, onDiscard }: { record: Held; onDiscard: () => void }) {
  const { t } = useTranslation('settings');
  const role = useBusiness((business) => business.role);
  const followerName = useFollowerName();
  const release = useWrite('consumers.release', {
    toast: ({ events }) => t('held.released', { count: events }),
  });
  const { consumer, subject_type, subject_id, waiting, error } = record;
  const title = useTitle(record);
  const path = recordPath(subject_type, subject_id);
  const mayAct = role === 'owner' || role === 'admin';
  return (
    <li className={classes.job}>
      <div className={classes.jobText}>
        <p className={classes.jobTitle}>
          {path ? (
            <Link to={path} className={classes.recordLink} dir="auto">
              {title}
            </Link>
          ) : (
            <b dir="auto">{title}</b>
          )}
          <StateBadge state="problem">{t('held.waiting', { count: waiting })}</StateBadge>
        </p>
        <p className={classes.why} dir="auto">
          {t('held.why', { follower: followerName(consumer), error })}
        </p>
      </div>
      {mayAct && (
        <div className={classes.actions}>
          <Button compact onClick={onDiscard} aria-label={t('held.discardOf', { title })}>
            {t('held.discard')}
          </Button>
          <Button
            compact
            icon={IconPlayerPlay}
            busy={release.pending}
            aria-label={t('held.retryOf', { title })}
            onClick={() => release.write({ consumer, subject_type, subject_id })}
          >
            {t('held.retry')}
          </Button>
        </div>
      )}
    </li>
  );
}

function useTitle({ subject_type, subject_title }: Held): string {
  const { t } = useTranslation('settings');
  return subject_title || t(`type.${subject_type}`, { defaultValue: subject_type.replaceAll('_', ' ') });
}

/** Cannot be undone, so it says exactly what is given up and what stays. */
function DiscardDialog({ record, onClose }: { record: Held; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const followerName = useFollowerName();
  const discard = useWrite('consumers.release', {
    toast: ({ events }) => t('held.discarded', { count: events }),
    onDone: onClose,
  });
  const { consumer, subject_type, subject_id, waiting } = record;
  const values = { title: useTitle(record), follower: followerName(consumer), count: waiting };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('held.discardTitle')}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('held.keep')}
          </Button>
          <Button
            variant="danger"
            busy={discard.pending}
            onClick={() => discard.write({ consumer, subject_type, subject_id, discard: true })}
          >
            {t('held.discard')}
          </Button>
        </>
      }
    >
      <p>
        <Trans t={t} i18nKey="held.discardText" values={values} count={waiting} components={{ b: <b dir="auto" /> }} />
      </p>
    </Dialog>
  );
}
