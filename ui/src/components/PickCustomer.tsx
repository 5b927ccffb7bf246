import { Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useRead, useWrite } from '@/lib/query';
import { useEnterTakes } from './use-enter-takes';

interface PickCustomerProps {
  label: string;
  value: number | null;
  onChange: (id: number | null) => void;
  /** Only organisations can have people. */
  organisations?: boolean;
  help?: string;
  error?: ReactNode;
  focused?: boolean;
  /** Offers to add who is not there yet. */
  creates?: boolean;
}

const SHOWN = 20;
const CREATE = 'create';

const same = (a: string, b: string) => a.toLocaleLowerCase() === b.toLocaleLowerCase();

/** One customer, found by the beginning of a name, e-mail address or phone number. */
export function PickCustomer(props: PickCustomerProps) {
  const { label, value, onChange, organisations, help, error, focused, creates } = props;
  const { t } = useTranslation('records');
  const [typed, setTyped] = useState('');
  const chosen = useRead('customers.get', { id: value ?? 0 }, { enabled: value !== null });
  const chosenName = value === null ? '' : (chosen.data?.name ?? '');
  const query = typed === chosenName ? '' : typed.trim();
  const found = useRead('customers.list', { ...(query ? { q: query } : {}), limit: SHOWN * 3 }, { keep: true });
  const rows = (found.data?.items ?? []).filter((row) => !organisations || row.kind === 'organisation').slice(0, SHOWN);
  const options = rows.map((row) => ({
    value: String(row.id),
    label: row.city ? `${row.name}, ${row.city}` : row.name,
  }));
  const answered = found.isSuccess && !found.isPlaceholderData;
  const isNew = creates && answered && query !== '' && !rows.some(({ name }) => same(name, query));
  const choices = isNew ? [...options, { value: CREATE, label: t('pick.create', { name: query }) }] : options;
  const create = useWrite('customers.create', {
    toast: ({ name }) => <Trans t={t} i18nKey="pick.added" values={{ name }} components={{ b: <b dir="auto" /> }} />,
    onDone: ({ id }) => onChange(id),
  });
  const take = (id: string | null) => {
    if (id === CREATE) create.write({ name: query, ...(organisations ? { kind: 'organisation' as const } : {}) });
    else onChange(id === null ? null : Number(id));
  };
  const [opened, setOpened] = useState(false);
  const enter = useEnterTakes({
    typing: query !== '' && !options.some((option) => option.value === String(value) && option.label === typed),
    answered,
    takeFirst: () => {
      const first = choices[0];
      if (!first) return;
      take(first.value);
      setTyped(first.value === CREATE ? query : first.label);
      setOpened(false);
    },
  });
  const known = value === null || options.some((option) => option.value === String(value));
  return (
    <Select
      label={label}
      description={help}
      error={error}
      searchable
      clearable
      data-autofocus={focused || undefined}
      placeholder={t('pick.customer')}
      nothingFoundMessage={t('pick.nobody')}
      data={known ? choices : [{ value: String(value), label: chosenName }, ...choices]}
      // The backend has already searched, by rules of its own.
      filter={({ options: all }) => all}
      searchValue={typed}
      onSearchChange={setTyped}
      onKeyDownCapture={enter}
      dropdownOpened={opened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      value={value === null ? null : String(value)}
      onChange={take}
    />
  );
}
