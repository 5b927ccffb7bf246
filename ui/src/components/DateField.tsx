import '@mantine/dates/styles.layer.css';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DateFieldProps {
  label: string;
  /** `YYYY-MM-DD`, a calendar date without a zone. */
  value: string | null;
  onChange: (on: string | null) => void;
  help?: string;
  error?: ReactNode;
}

/** A calendar date, chosen or cleared. Weeks begin on Monday. */
export function DateField({ label, value, onChange, help, error }: DateFieldProps) {
  const { t } = useTranslation('common');
  return (
    <DatePickerInput
      label={label}
      description={help}
      error={error}
      value={value}
      onChange={onChange}
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
      valueFormat="D MMM YYYY"
      firstDayOfWeek={1}
      leftSection={<IconCalendar size={16} stroke={1.75} aria-hidden="true" />}
    />
  );
}
