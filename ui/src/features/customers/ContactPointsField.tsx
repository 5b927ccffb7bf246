import { Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { IconButton } from '@/components/IconButton';
import type { PointKind, PointValues } from './customer-form';
import classes from './fields.module.css';

const KINDS = ['email', 'phone', 'web'] as const;
const INPUTS: Readonly<Record<PointKind, string>> = { email: 'email', phone: 'tel', web: 'url' };

interface ContactPointsFieldProps {
  value: readonly PointValues[];
  onChange: (value: PointValues[]) => void;
  error?: React.ReactNode;
}

/** E-mail addresses, numbers and sites: as many as there are. */
export function ContactPointsField({ value, onChange, error }: ContactPointsFieldProps) {
  const { t } = useTranslation('customers');
  const errorId = useId();
  const set = (at: number, part: Partial<PointValues>) =>
    onChange(value.map((point, i) => (i === at ? { ...point, ...part } : point)));
  return (
    <fieldset className={classes.points} aria-describedby={error ? errorId : undefined}>
      <legend className={classes.legend}>{t('field.contact_points')}</legend>
      {value.map((point, i) => {
        const n = i + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name until they are saved.
          <div key={i} className={classes.point}>
            <Select
              aria-label={t('point.kind', { n })}
              allowDeselect={false}
              data={KINDS.map((kind) => ({ value: kind, label: t(`point.${kind}`) }))}
              value={point.kind}
              onChange={(kind) => kind && set(i, { kind })}
            />
            <TextInput
              aria-label={t('point.value', { n })}
              type={INPUTS[point.kind]}
              placeholder={t(`point.example.${point.kind}`)}
              value={point.value}
              error={Boolean(error) && point.value !== '' && point.kind === 'email' && !point.value.includes('@')}
              onChange={(event) => set(i, { value: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t('point.label', { n })}
              placeholder={t('point.labelExample')}
              dir="auto"
              value={point.label}
              onChange={(event) => set(i, { label: event.currentTarget.value })}
            />
            <IconButton
              icon={IconX}
              label={t('point.remove', { n })}
              onClick={() => onChange(value.filter((_, at) => at !== i))}
            />
          </div>
        );
      })}
      {error && (
        <p id={errorId} className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Button
        compact
        icon={IconPlus}
        className={classes.add}
        onClick={() => onChange([...value, { kind: 'phone', label: '', value: '' }])}
      >
        {t('point.add')}
      </Button>
    </fieldset>
  );
}
