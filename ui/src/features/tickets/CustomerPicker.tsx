import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { useEnterTakes } from '@/components/use-enter-takes';
import { useRead, useWrite } from '@/lib/query';
import classes from './CustomerPicker.module.css';

interface CustomerPickerProps {
  label: string;
  value: number | null;
  onPick: (id: number | null) => void;
  autoFocus?: boolean;
}

const SHOWN = 8;
const CREATE = 'create';
const NONE = 'none';
/** Typing goes on within this; one search for the word is enough. */
const SETTLED_MS = 150;

/** Finds a customer by name, or adds the one that is not there yet. */
export function CustomerPicker({ label, value, onPick, autoFocus = false }: CustomerPickerProps) {
  const { t } = useTranslation('tickets');
  const [query, setQuery] = useState<string | undefined>();
  const [settled] = useDebouncedValue(query?.trim() ?? '', SETTLED_MS);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const chosen = useRead('customers.get', { id: value ?? 0 }, { enabled: value !== null }).data;
  const open = combobox.dropdownOpened;
  const list = useRead(
    'customers.list',
    { limit: SHOWN, ...(settled ? { q: settled } : {}) },
    { enabled: open, keep: true },
  );
  const found = list.data?.items ?? [];
  const create = useWrite('customers.create', {
    toast: ({ name: added }) => (
      <Trans t={t} i18nKey="toast.customerAdded" values={{ name: added }} components={{ b: <b dir="auto" /> }} />
    ),
    onDone: (customer) => pick(customer.id),
  });
  const pick = (id: number | null) => {
    setQuery(undefined);
    combobox.closeDropdown();
    onPick(id);
  };
  const submit = (key: string) => {
    if (key === CREATE) create.write({ name: query?.trim() ?? '' });
    else pick(key === NONE ? null : Number(key));
  };
  const name = query?.trim() ?? '';
  const isNew = name !== '' && !found.some((row) => row.name.toLocaleLowerCase() === name.toLocaleLowerCase());
  const enter = useEnterTakes({
    typing: query !== undefined,
    answered: name === '' || (name === settled && list.isSuccess && !list.isPlaceholderData),
    takeFirst: () => {
      const first = found[0];
      // Who has emptied the field wants nobody.
      if (name === '') pick(null);
      else if (first) pick(first.id);
      else submit(CREATE);
    },
  });
  return (
    <Combobox store={combobox} onOptionSubmit={submit} withinPortal>
      <Combobox.Target>
        <InputBase
          label={label}
          placeholder={t('picker.placeholder')}
          dir="auto"
          data-choosing
          data-autofocus={autoFocus || undefined}
          value={query ?? (value === null ? '' : (chosen?.name ?? ''))}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onClick={() => combobox.openDropdown()}
          onKeyDownCapture={(event) => {
            // The search rests while the list is closed.
            if (event.key === 'Enter' && query !== undefined) combobox.openDropdown();
            enter(event);
          }}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            combobox.closeDropdown();
            setQuery(undefined);
          }}
          disabled={create.pending}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} className={classes.options} aria-label={label}>
          {found.map((row) => (
            <Combobox.Option key={row.id} value={String(row.id)} className={classes.option} active={row.id === value}>
              <Avatar name={row.name} kind={row.kind} size={20} decorative />
              <span className={classes.name} dir="auto">
                {row.name}
              </span>
              <span className={classes.detail}>{row.email ?? row.phone ?? row.city}</span>
            </Combobox.Option>
          ))}
          {isNew && (
            <Combobox.Option value={CREATE} className={classes.option}>
              <IconPlus size={16} stroke={1.75} aria-hidden="true" />
              <span className={classes.name} dir="auto">
                {t('picker.create', { name })}
              </span>
            </Combobox.Option>
          )}
          {value !== null && name === '' && (
            <Combobox.Option value={NONE} className={classes.option}>
              <span className={classes.name}>{t('picker.none')}</span>
            </Combobox.Option>
          )}
          {found.length === 0 && !isNew && <Combobox.Empty>{t('picker.empty')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
