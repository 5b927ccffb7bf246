import { Tooltip } from '@mantine/core';
import { IconAlertCircle, IconClock } from '@tabler/icons-react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { dueOf, formatExact } from '@/lib/time';
import classes from './RelativeTime.module.css';

interface DueTimeProps {
  ms: number;
  /** 13 instead of 12 px, as on Today. */
  large?: boolean;
}

/** When something is due: late in red with the amount, soon in amber with what is left, else the plain time. */
export function DueTime({ ms, large = false }: DueTimeProps) {
  const { t } = useTranslation('common');
  const { zone, locale } = useBusiness();
  const place = { zone, locale };
  const { tone, amount, when } = dueOf(ms, useNow(), place);
  const Sign = tone === 'late' ? IconAlertCircle : IconClock;
  const text =
    amount === undefined
      ? when
      : tone === 'late'
        ? t(`time.late_${amount.unit}`, { n: amount.n, count: amount.n })
        : t(`time.${amount.unit}`, { n: amount.n, count: amount.n });
  return (
    <Tooltip label={formatExact(ms, place)}>
      <time
        className={clsx(classes.due, large && classes.large)}
        data-tone={tone}
        dateTime={new Date(ms).toISOString()}
      >
        {amount && <Sign size={14} stroke={2} aria-hidden="true" />}
        {text}
      </time>
    </Tooltip>
  );
}
