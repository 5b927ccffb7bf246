import { Menu } from '@mantine/core';
import { type Icon, IconCheck, IconChevronDown } from '@tabler/icons-react';
import classes from './list.module.css';

interface FilterMenuProps<V extends string> {
  icon: Icon;
  /** What it narrows by, shown while nothing is chosen. */
  label: string;
  /** Removes the choice. */
  anyLabel: string;
  value: V | undefined;
  options: readonly { value: V; label: string }[];
  onChange: (value: V | undefined) => void;
}

/** One filter of the list: a quiet button that shows what is chosen. */
export function FilterMenu<V extends string>(props: FilterMenuProps<V>) {
  const { icon: Shape, label, anyLabel, value, options, onChange } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <Menu position="bottom-start" width={208} returnFocus>
      <Menu.Target>
        <button type="button" className={classes.filter} data-set={chosen !== undefined || undefined}>
          <Shape size={16} stroke={1.75} aria-hidden="true" />
          <span dir="auto">{chosen ? `${label}: ${chosen.label}` : label}</span>
          <IconChevronDown size={14} stroke={2} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={320} className={classes.choices}>
        <Menu.Item onClick={() => onChange(undefined)}>{anyLabel}</Menu.Item>
        {options.map((option) => (
          <Menu.Item
            key={option.value}
            onClick={() => onChange(option.value)}
            rightSection={option.value === value ? <IconCheck size={14} stroke={2} aria-hidden="true" /> : null}
          >
            <span dir="auto">{option.label}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
