import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { readAmount } from '@/lib/amount';
import { useBusiness } from '@/lib/business';
import { formatMoney } from '@/lib/money';

interface AmountFieldProps {
  id: string;
  label: string;
  minor: number | undefined;
  /** Nothing when the field is empty, `NaN` while what stands there is no amount. */
  onChange: (minor: number | undefined) => void;
}

/** An amount in the business's currency, refused beside the field while it is none. */
export function AmountField({ id, label, minor, onChange }: AmountFieldProps) {
  const { currency, locale } = useBusiness();
  const [typed, setTyped] = useState(() =>
    minor === undefined || Number.isNaN(minor) ? '' : formatMoney(minor, currency, locale),
  );
  const amount = typed.trim() === '' ? undefined : readAmount(typed, currency, locale);
  return (
    <TextInput
      id={id}
      label={label}
      inputMode="decimal"
      value={typed}
      error={amount?.error}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        onChange(next.trim() === '' ? undefined : (readAmount(next, currency, locale).minor ?? Number.NaN));
      }}
    />
  );
}
