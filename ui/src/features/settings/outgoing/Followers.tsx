import { useTranslation } from 'react-i18next';
import { ProgressBar } from '@/components/ProgressBar';
import { Skeleton } from '@/components/Skeleton';
import { StateBadge } from '@/components/StateBadge';
import type { Result } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import classes from '../Settings.module.css';
import { SettingsSection } from '../SettingsSection';

type Status = Result<'data.status'>;
type Follower = Status['consumers'][number];

/** What a follower of the log is called. */
export function useFollowerName(): (name: string) => string {
  const { t } = useTranslation('settings');
  return (name) => t(`followers.name.${name}`, { defaultValue: name.replaceAll('_', ' ') });
}

/** Who follows the log behind the screens, and how far each is. */
export function Followers({ status }: { status: Status | undefined }) {
  const { t } = useTranslation('settings');
  return (
    <SettingsSection title={t('followers.title')} text={t('followers.text')}>
      {status ? (
        <ul className={classes.list}>
          {status.consumers.map((follower) => (
            <FollowerRow key={follower.name} follower={follower} events={status.events} />
          ))}
        </ul>
      ) : (
        <Skeleton rows={2} height={48} />
      )}
    </SettingsSection>
  );
}

function FollowerRow({ follower, events }: { follower: Follower; events: number }) {
  const { t } = useTranslation('settings');
  const { locale } = useBusiness();
  const followerName = useFollowerName();
  const n = new Intl.NumberFormat(locale);
  const { name, position, behind, parked } = follower;
  return (
    <li className={classes.job}>
      <div className={classes.jobText}>
        <p className={classes.jobTitle}>
          <b>{followerName(name)}</b>
          {parked > 0 ? (
            <StateBadge state="problem">{t('followers.held', { count: parked })}</StateBadge>
          ) : behind === 0 ? (
            <StateBadge state="good">{t('followers.upToDate')}</StateBadge>
          ) : (
            <StateBadge state="new">{t('followers.catchingUp')}</StateBadge>
          )}
        </p>
        <p className={classes.sub}>
          {behind === 0
            ? t('followers.all', { count: events, n: n.format(events) })
            : t('followers.behind', {
                count: behind,
                n: n.format(behind),
                position: n.format(position),
                events: n.format(events),
              })}
        </p>
        {behind > 0 && <ProgressBar label={followerName(name)} value={position} max={events} />}
      </div>
    </li>
  );
}
