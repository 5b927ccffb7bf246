import { Combobox, useCombobox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ChoiceChip.module.css';

interface Choice {
  /** `null`: nobody, none. */
  id: number | null;
  name: string;
  sign?: ReactNode;
}

interface ChoiceChipProps {
  /** What is chosen here: "Status". */
  label: string;
  value: number | null | undefined;
  choices: readonly Choice[];
  /** Shown while nothing is chosen. */
  empty: string;
  onPick: (id: number | null) => void;
}

/** From this many choices on, a search helps. */
const SEARCH_FROM = 8;

/** A chosen value in the header that opens its choices: status, priority, who has it. */
export function ChoiceChip({ label, value, choices, empty, onPick }: ChoiceChipProps) {
  const { t } = useTranslation('tickets');
  const [query, setQuery] = useState('');
  const searchable = choices.length >= SEARCH_FROM;
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setQuery('');
    },
    onDropdownOpen: () => {
      if (searchable) combobox.focusSearchInput();
      combobox.updateSelectedOptionIndex('active');
    },
  });
  const chosen = choices.find(({ id }) => id === (value ?? null));
  const wanted = query.trim().toLocaleLowerCase();
  const shown = choices.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const pick = (key: string) => {
    const choice = choices[Number(key)];
    if (choice && choice.id !== (value ?? null)) onPick(choice.id);
    combobox.closeDropdown();
    combobox.focusTarget();
  };
  return (
    <Combobox
      store={combobox}
      width={240}
      position="bottom-start"
      // Inside the page, so that it belongs to its landmark; fixed, so that nothing that scrolls cuts it off.
      withinPortal={false}
      floatingStrategy="fixed"
      onOptionSubmit={pick}
    >
      <Combobox.Target targetType="button">
        <button
          type="button"
          className={classes.chip}
          data-empty={!chosen || chosen.id === null || undefined}
          data-choosing
          aria-label={`${label}: ${chosen?.name ?? empty}`}
          onClick={() => combobox.toggleDropdown()}
        >
          {chosen?.sign}
          <span className={classes.text} dir="auto">
            {chosen?.name ?? empty}
          </span>
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {searchable && (
          <Combobox.Search
            role="combobox"
            aria-expanded
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              combobox.updateSelectedOptionIndex();
            }}
            aria-label={t('choice.search', { what: label })}
            placeholder={t('choice.searchShort')}
          />
        )}
        <Combobox.Options mah={300} className={classes.options} aria-label={label}>
          {shown.map((choice) => (
            <Combobox.Option
              key={choice.id ?? 'none'}
              value={String(choices.indexOf(choice))}
              active={choice === chosen}
              className={classes.option}
            >
              <span className={classes.sign}>{choice.sign}</span>
              <span className={classes.optionText} dir="auto">
                {choice.name}
              </span>
              {choice === chosen && <IconCheck size={16} stroke={1.75} aria-hidden="true" />}
            </Combobox.Option>
          ))}
          {shown.length === 0 && <Combobox.Empty>{t('choice.none')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
