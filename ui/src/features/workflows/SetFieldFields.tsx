import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FieldRow } from '@/components/Form';
import type { Action, FieldWord } from './rule';

type SetField = Extract<Action, { type: 'set_field' }>;

interface SetFieldFieldsProps {
  action: SetField;
  path: string;
  fields: readonly FieldWord[];
  onChange: (action: Action) => void;
}

/** Which field, and what it becomes. */
export function SetFieldFields({ action, path, fields, onChange }: SetFieldFieldsProps) {
  const { t } = useTranslation('workflows');
  const field = fields.find(({ key }) => key === action.field);
  return (
    <FieldRow>
      <Select
        id={`${path}.field`}
        label={t('actions.field')}
        data={fields.filter(({ settable }) => settable).map(({ key, label }) => ({ value: key, label }))}
        searchable
        allowDeselect={false}
        value={action.field || null}
        onChange={(key) => key && onChange({ type: 'set_field', field: key })}
      />
      {field && <NewValue action={action} path={path} field={field} onChange={onChange} />}
    </FieldRow>
  );
}

function NewValue({ action, path, field, onChange }: Omit<SetFieldFieldsProps, 'fields'> & { field: FieldWord }) {
  const { t } = useTranslation('workflows');
  const set = (value: unknown) => onChange({ ...action, value });
  const shared = { id: `${path}.value`, label: t('actions.becomes') };
  const help = field.clearable ? { description: t('actions.emptyClears') } : {};
  if (field.options) {
    const options = field.options;
    return (
      <Select
        {...shared}
        {...help}
        data={options.map((option) => ({ value: String(option.value), label: option.label }))}
        searchable
        clearable={field.clearable}
        value={action.value == null ? null : String(action.value)}
        onChange={(chosen) => set(options.find((option) => String(option.value) === chosen)?.value ?? null)}
      />
    );
  }
  if (field.type === 'number') {
    return (
      <NumberInput
        {...shared}
        {...help}
        allowDecimal={false}
        value={typeof action.value === 'number' ? action.value : ''}
        onChange={(typed) => set(typed === '' ? null : Number(typed))}
      />
    );
  }
  if (field.type === 'yes_no') {
    return (
      <Switch {...shared} checked={action.value === true} onChange={(event) => set(event.currentTarget.checked)} />
    );
  }
  return (
    <TextInput
      {...shared}
      {...help}
      dir="auto"
      value={typeof action.value === 'string' ? action.value : ''}
      onChange={(event) => set(event.currentTarget.value === '' && field.clearable ? null : event.currentTarget.value)}
    />
  );
}
