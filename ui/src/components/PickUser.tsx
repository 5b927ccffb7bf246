import { Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useRead } from '@/lib/query';
import { useEnterTakes } from './use-enter-takes';

interface PickUserProps {
  label: string;
  value: number | null;
  onChange: (id: number | null) => void;
  placeholder?: string;
  error?: ReactNode;
}

/** Somebody who works here; switched-off people only while they are already chosen. */
export function PickUser({ label, value, onChange, placeholder, error }: PickUserProps) {
  const users = useRead('users.list', {});
  const people = (users.data?.items ?? []).filter((user) => user.active || user.id === value);
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState(false);
  const chosenName = people.find((user) => user.id === value)?.name ?? '';
  const enter = useEnterTakes({
    typing: typed.trim() !== '' && typed !== chosenName,
    answered: true,
    takeFirst: () => {
      const wanted = typed.trim().toLowerCase();
      const first = people.find((user) => user.name.toLowerCase().includes(wanted));
      if (!first) return;
      onChange(first.id);
      setTyped(first.name);
      setOpened(false);
    },
  });
  return (
    <Select
      label={label}
      placeholder={placeholder}
      error={error}
      clearable
      searchable={people.length > 6}
      searchValue={typed}
      onSearchChange={setTyped}
      onKeyDownCapture={enter}
      dropdownOpened={opened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      data={people.map((user) => ({ value: String(user.id), label: user.name }))}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
    />
  );
}

/** Names by id, for rows that show who looks after something. */
export function useUserName(): (id: number | null | undefined) => string | undefined {
  const users = useRead('users.list', {});
  return (id) => users.data?.items.find((user) => user.id === id)?.name;
}
