import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRead } from '@/lib/query';

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
  return (
    <Select
      label={label}
      placeholder={placeholder}
      error={error}
      clearable
      searchable={people.length > 6}
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
