import { IconSearch, IconX } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './SearchBox.module.css';

interface SearchBoxProps {
  /** What it searches: its name and its placeholder. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  inputRef?: Ref<HTMLInputElement>;
  width?: number;
}

/** A 28-px box that narrows a list as you type. */
export function SearchBox({ label, value, onChange, inputRef, width = 220 }: SearchBoxProps) {
  const { t } = useTranslation('common');
  return (
    <div className={classes.box} style={{ width }}>
      <IconSearch size={16} stroke={1.75} aria-hidden="true" />
      <input
        ref={inputRef}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        dir="auto"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {value !== '' && (
        <button type="button" aria-label={t('clear')} onClick={() => onChange('')}>
          <IconX size={14} stroke={2} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
