import { Select, type SelectProps } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useEnterTakes } from './use-enter-takes';

/** Newer browsers know every zone and currency; older ones at least keep what is chosen. */
function supported(kind: 'timeZone' | 'currency', chosen: string): string[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf(kind) : [];
  return chosen && !known.includes(chosen) ? [chosen, ...known] : known;
}

interface PlaceFieldProps extends Pick<SelectProps, 'label' | 'description' | 'error' | 'id'> {
  value: string;
  onChange: (value: string) => void;
  /** BCP 47; the language the names are shown in. */
  locale: string;
}

/** An IANA time zone, found by typing. */
export function ZoneField({ value, onChange, locale: _, ...rest }: PlaceFieldProps) {
  const zones = useMemo(
    () => supported('timeZone', value).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    [value],
  );
  return <Choice {...rest} data={zones} value={value} onChange={onChange} />;
}

/** A currency by code or name, found by typing. */
export function CurrencyField({ value, onChange, locale, ...rest }: PlaceFieldProps) {
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' });
    return supported('currency', value).map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
  }, [value, locale]);
  return <Choice {...rest} data={currencies} value={value} onChange={onChange} />;
}

interface ChoiceProps extends Pick<SelectProps, 'label' | 'description' | 'error' | 'id'> {
  data: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

function Choice({ data, value, onChange, ...rest }: ChoiceProps) {
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState(false);
  const chosen = data.find((one) => one.value === value)?.label ?? '';
  const enter = useEnterTakes({
    typing: typed.trim() !== '' && typed !== chosen,
    answered: true,
    takeFirst: () => {
      const wanted = typed.trim().toLowerCase();
      const first = data.find(({ label }) => label.toLowerCase().includes(wanted));
      if (!first) return;
      onChange(first.value);
      setTyped(first.label);
      setOpened(false);
    },
  });
  return (
    <Select
      {...rest}
      searchable
      allowDeselect={false}
      limit={60}
      data={data}
      searchValue={typed}
      onSearchChange={setTyped}
      onKeyDownCapture={enter}
      dropdownOpened={opened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      value={value}
      onChange={(next) => next && onChange(next)}
    />
  );
}
