import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { daysBetween, formatExact, formatWhen, lengthOf } from '@/lib/time';
import classes from './RelativeTime.module.css';

interface RelativeTimeProps {
  ms: number;
  /** `when`: "09:41", "Mon 09:40", "24 Nov". `ago`: "12 min ago", from a week on the date. */
  as?: 'when' | 'ago';
}

/** A time in the business's zone, relative, with the exact time on hover. */
export function RelativeTime({ ms, as = 'when' }: RelativeTimeProps) {
  const { zone, locale } = useBusiness();
  const nowMs = useNow();
  const place = { zone, locale };
  const ago = useAgo(ms, nowMs, zone);
  return (
    <Tooltip label={formatExact(ms, place)}>
      <time className={classes.time} dateTime={new Date(ms).toISOString()}>
        {as === 'ago' && ago ? ago : formatWhen(ms, nowMs, place)}
      </time>
    </Tooltip>
  );
}

/** "12 min ago" within six days of the past; undefined otherwise. */
function useAgo(ms: number, nowMs: number, zone: string): string | undefined {
  const lengthText = useLengthText();
  const { t } = useTranslation('common');
  if (ms > nowMs || daysBetween(ms, nowMs, zone) >= 7) return undefined;
  if (nowMs - ms < 60_000) return t('time.now');
  return t('time.ago', { length: lengthText(nowMs - ms) });
}

/** A length in words: "12 min", "2 h", "9 days". */
export function useLengthText(): (ms: number) => string {
  const { t } = useTranslation('common');
  return (ms) => {
    const { unit, n } = lengthOf(ms);
    return unit === 'day' ? t('time.day', { count: n }) : t(`time.${unit}`, { n });
  };
}
