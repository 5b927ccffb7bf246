import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRead } from '@/lib/query';
import type { Person } from './rule';

interface PersonFieldProps {
  id: string;
  label: string;
  value: Person | null;
  clearable?: boolean;
  onChange: (person: Person | null) => void;
}

const PARTS = ['owner', 'assignee'] as const;

/** Somebody by their part in the record, or one person. */
export function PersonField({ id, label, value, clearable = false, onChange }: PersonFieldProps) {
  const { t } = useTranslation('workflows');
  const users = useRead('users.list', {}).data?.items ?? [];
  const choose = (chosen: string | null) => {
    if (chosen === null) return onChange(null);
    onChange(PARTS.find((part) => part === chosen) ?? Number(chosen));
  };
  return (
    <Select
      id={id}
      label={label}
      data={[
        ...PARTS.map((part) => ({ value: part, label: t(`person.${part}`) })),
        ...users
          .filter((user) => user.active || user.id === value)
          .map((user) => ({ value: String(user.id), label: user.name })),
      ]}
      searchable
      clearable={clearable}
      allowDeselect={clearable}
      value={value === null ? null : String(value)}
      onChange={choose}
    />
  );
}
