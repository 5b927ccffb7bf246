import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import { wallToMs } from '@/lib/wall-time';
import { DateField } from './DateField';
import { Dialog } from './Dialog';
import { Form } from './Form';

interface FillDialogProps {
  title: string;
  lead: string | undefined;
  /** Names of arguments, e.g. `body`, `due_ms`, `assignee_id`. */
  fields: readonly string[];
  /** What the action brings along already. */
  initial: Readonly<Record<string, unknown>>;
  busy: boolean;
  onClose: () => void;
  onSubmit: (given: Record<string, unknown>) => void;
}

/** Working days begin here when only a date was chosen. */
const DAY_BEGINS = '09:00';

/** A small form for what a recommended action still needs from a person. */
export function FillDialog({ title, lead, fields, initial, busy, onClose, onSubmit }: FillDialogProps) {
  const { t } = useTranslation('actions');
  const [given, setGiven] = useState<Readonly<Record<string, unknown>>>(() =>
    Object.fromEntries(fields.map((field) => [field, initial[field] ?? null])),
  );
  const [tried, setTried] = useState(false);
  const missing = (field: string) => given[field] === null || given[field] === '';
  const submit = () => {
    setTried(true);
    if (!fields.some(missing)) onSubmit({ ...given });
  };
  return (
    <Dialog open onClose={onClose} title={title} {...(lead ? { lead } : {})}>
      <Form submit={t('common:doThis')} onSubmit={submit} onCancel={onClose} busy={busy}>
        {fields.map((field) => (
          <Field
            key={field}
            name={field}
            value={given[field]}
            error={tried && missing(field) ? t('fill.missing') : undefined}
            onChange={(value) => setGiven((before) => ({ ...before, [field]: value }))}
          />
        ))}
      </Form>
    </Dialog>
  );
}

interface FieldProps {
  name: string;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
}

const LONG = new Set(['body', 'text', 'about', 'lost_reason']);
const PEOPLE = new Set(['assignee_id', 'owner_id', 'user_id']);

function Field({ name, value, error, onChange }: FieldProps) {
  const { t, i18n } = useTranslation('actions');
  const label = i18n.exists(`actions:fill.${name}`) ? t(`fill.${name}`) : spoken(name);
  if (name.endsWith('_ms')) return <Moment label={label} value={value} error={error} onChange={onChange} />;
  if (name.endsWith('_on')) {
    return (
      <DateField label={label} value={typeof value === 'string' ? value : null} error={error} onChange={onChange} />
    );
  }
  if (PEOPLE.has(name)) return <Person label={label} value={value} error={error} onChange={onChange} />;
  if (/_(s|days|minor|pct|id)$/.test(name)) {
    return (
      <NumberInput
        label={label}
        error={error}
        allowDecimal={false}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      />
    );
  }
  const text = typeof value === 'string' ? value : '';
  if (LONG.has(name)) {
    return (
      <Textarea
        label={label}
        error={error}
        autosize
        minRows={4}
        maxRows={12}
        dir="auto"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      label={label}
      error={error}
      dir="auto"
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** "next_step" as people read it. */
const spoken = (name: string) => {
  const words = name.replace(/_(id|ms|on|s)$/, '').replaceAll('_', ' ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
};

type PartProps = Omit<FieldProps, 'name'> & { label: string };

function Person({ label, value, error, onChange }: PartProps) {
  const users = useRead('users.list', {}).data?.items ?? [];
  return (
    <Select
      label={label}
      error={error}
      searchable
      data={users.filter(({ active }) => active).map(({ id, name }) => ({ value: String(id), label: name }))}
      value={typeof value === 'number' ? String(value) : null}
      onChange={(next) => onChange(next === null ? null : Number(next))}
    />
  );
}

/** A day and a time of day in the business's zone, as one instant. */
function Moment({ label, error, onChange }: PartProps) {
  const { t } = useTranslation('actions');
  const zone = useBusiness((business) => business.zone);
  const [on, setOn] = useState<string | null>(null);
  const [clock, setClock] = useState(DAY_BEGINS);
  const tell = (day: string | null, time: string) => onChange(day && time ? wallToMs(day, time, zone) : null);
  return (
    <>
      <DateField
        label={label}
        value={on}
        error={error}
        onChange={(day) => {
          setOn(day);
          tell(day, clock);
        }}
      />
      <TextInput
        type="time"
        label={t('fill.clock')}
        value={clock}
        onChange={(event) => {
          setClock(event.currentTarget.value);
          tell(on, event.currentTarget.value);
        }}
      />
    </>
  );
}
