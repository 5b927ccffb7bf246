import '@mantine/dates/styles.layer.css';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DateField.module.css';

interface DateFieldProps {
  label: string;
  /** `YYYY-MM-DD`, a calendar date without a zone. */
  value: string | null;
  onChange: (on: string | null) => void;
  help?: string;
  error?: ReactNode;
  /** Off where there must be a date. */
  clearable?: boolean;
}

/** The calendar closes itself on Esc once the focus is in it; until then the key comes to the field. */
function closeOnEscape(event: KeyboardEvent<HTMLButtonElement>): void {
  const field = event.currentTarget;
  if (event.key !== 'Escape' || field.getAttribute('aria-expanded') !== 'true') return;
  event.preventDefault();
  field.click();
}

/** A calendar date, chosen or cleared. Weeks begin on Monday. */
export function DateField({ label, value, onChange, help, error, clearable = true }: DateFieldProps) {
  const { t } = useTranslation('common');
  const labelId = useId();
  return (
    <DatePickerInput
      label={label}
      description={help}
      error={error}
      value={value}
      onChange={onChange}
      clearable={clearable}
      ariaLabels={{
        previousMonth: t('date.previousMonth'),
        nextMonth: t('date.nextMonth'),
        previousYear: t('date.previousYear'),
        nextYear: t('date.nextYear'),
        previousDecade: t('date.previousDecade'),
        nextDecade: t('date.nextDecade'),
      }}
      clearButtonProps={{ 'aria-label': t('clear') }}
      valueFormat="D MMM YYYY"
      firstDayOfWeek={1}
      hideOutsideDates
      highlightToday
      classNames={{ day: classes.day ?? '' }}
      onKeyDown={closeOnEscape}
      // The calendar is called what its field is called.
      popoverProps={{ id: labelId, returnFocus: true }}
      labelProps={{ id: labelId }}
      leftSection={<IconCalendar size={16} stroke={1.75} aria-hidden="true" />}
    />
  );
}
