import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldRow } from '@/components/Form';
import { useBusiness } from '@/lib/business';

const RHYTHMS = ['daily', 'weekdays', 'weekly', 'monthly', 'own'] as const;
type Rhythm = (typeof RHYTHMS)[number];

interface Plan {
  rhythm: Rhythm;
  /** `08:30` */
  time: string;
  /** Weekday 0 to 6, or day of the month. */
  day: string;
}

/** Reads the five fields of cron where they are one of the simple rhythms; anything else is written by hand. */
function planOf(cron: string): Plan {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/);
  const own: Plan = { rhythm: 'own', time: '08:00', day: '1' };
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour) || month !== '*') return own;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*' && weekday === '*') return { rhythm: 'daily', time, day: '1' };
  if (day === '*' && weekday === '1-5') return { rhythm: 'weekdays', time, day: '1' };
  if (day === '*' && /^[0-6]$/.test(weekday)) return { rhythm: 'weekly', time, day: weekday };
  if (weekday === '*' && /^\d{1,2}$/.test(day)) return { rhythm: 'monthly', time, day };
  return own;
}

function cronOf({ rhythm, time, day }: Plan, own: string): string {
  const [hour = '8', minute = '0'] = time.split(':');
  const at = `${Number(minute)} ${Number(hour)}`;
  switch (rhythm) {
    case 'daily':
      return `${at} * * *`;
    case 'weekdays':
      return `${at} * * 1-5`;
    case 'weekly':
      return `${at} * * ${day}`;
    case 'monthly':
      return `${at} ${day} * *`;
    case 'own':
      return own;
  }
}

/** A time that comes again, by the business's clock. */
export function ScheduleFields({ cron, onChange }: { cron: string; onChange: (cron: string) => void }) {
  const { t } = useTranslation('workflows');
  const { zone, locale } = useBusiness();
  const [byHand, setByHand] = useState(planOf(cron).rhythm === 'own');
  const plan = planOf(cron);
  const rhythm = byHand ? 'own' : plan.rhythm;
  const change = (next: Partial<Plan>) => onChange(cronOf({ ...plan, ...next }, cron));
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // 1 November 2026 is a Sunday, the day that cron counts as 0.
  const weekdays = [1, 2, 3, 4, 5, 6, 0].map((day) => ({
    value: String(day),
    label: weekday.format(Date.UTC(2026, 10, 1 + day)),
  }));
  return (
    <FieldRow>
      <Select
        label={t('schedule.rhythm')}
        data={RHYTHMS.map((value) => ({ value, label: t(`schedule.${value}`) }))}
        allowDeselect={false}
        value={rhythm}
        onChange={(value) => {
          const chosen = RHYTHMS.find((known) => known === value) ?? 'daily';
          setByHand(chosen === 'own');
          if (chosen !== 'own') change({ rhythm: chosen, day: '1' });
        }}
      />
      {rhythm === 'weekly' && (
        <Select
          label={t('schedule.weekday')}
          data={weekdays}
          allowDeselect={false}
          value={plan.day}
          onChange={(day) => day && change({ day })}
        />
      )}
      {rhythm === 'monthly' && (
        <Select
          label={t('schedule.day')}
          data={Array.from({ length: 28 }, (_, i) => String(i + 1))}
          allowDeselect={false}
          value={plan.day}
          onChange={(day) => day && change({ day })}
        />
      )}
      {rhythm === 'own' ? (
        <TextInput
          id="trigger.cron"
          label={t('schedule.cron')}
          description={t('schedule.cronHelp')}
          value={cron}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          id="trigger.cron"
          type="time"
          label={t('schedule.time')}
          description={t('schedule.zone', { zone: zone.replaceAll('_', ' ') })}
          value={plan.time}
          onChange={(event) => event.currentTarget.value && change({ time: event.currentTarget.value })}
        />
      )}
    </FieldRow>
  );
}
