import { MultiSelect, NumberInput, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateField } from '@/components/DateField';
import { PickCustomer } from '@/components/PickCustomer';
import { type FieldWord, type Leaf, shapeOf } from './rule';
import classes from './Workflows.module.css';

interface RuleValueProps {
  rule: Leaf;
  field: FieldWord;
  onChange: (value: unknown) => void;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value]);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number | '' => (typeof value === 'number' ? value : '');
const asNumber = (typed: string | number): number | null => (typed === '' ? null : Number(typed));

/** What a rule compares with, in the shape that its field and operator ask for. */
export function RuleValue({ rule, field, onChange }: RuleValueProps) {
  const { t } = useTranslation('workflows');
  const label = t('conditions.value');
  const { value } = rule;
  switch (shapeOf(field, rule.operator)) {
    case 'none':
      return <span />;
    case 'text':
      return (
        <TextInput
          aria-label={label}
          dir="auto"
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'texts':
      return (
        <TagsInput
          classNames={{ inputField: classes.pillField ?? '' }}
          aria-label={label}
          data={(field.options ?? []).map((option) => option.label)}
          value={listOf(value).map(String)}
          onChange={onChange}
        />
      );
    case 'number':
      return (
        <NumberInput
          aria-label={label}
          allowDecimal={false}
          value={numberOf(value)}
          onChange={(typed) => onChange(asNumber(typed))}
        />
      );
    case 'days':
      return (
        <NumberInput
          aria-label={label}
          allowDecimal={false}
          min={0}
          suffix={t('conditions.days')}
          value={numberOf(value)}
          onChange={(typed) => onChange(asNumber(typed))}
        />
      );
    case 'range': {
      const [from, to] = listOf(value);
      return (
        <div className={classes.pair}>
          <NumberInput
            aria-label={t('conditions.from')}
            allowDecimal={false}
            value={numberOf(from)}
            onChange={(typed) => onChange([asNumber(typed), to ?? null])}
          />
          <NumberInput
            aria-label={t('conditions.to')}
            allowDecimal={false}
            value={numberOf(to)}
            onChange={(typed) => onChange([from ?? null, asNumber(typed)])}
          />
        </div>
      );
    }
    case 'options': {
      const options = field.options ?? [];
      return (
        <MultiSelect
          classNames={{ inputField: classes.pillField ?? '' }}
          aria-label={label}
          data={options.map((option) => ({ value: String(option.value), label: option.label }))}
          searchable
          value={listOf(value).map(String)}
          onChange={(chosen) =>
            onChange(chosen.map((one) => options.find((option) => String(option.value) === one)?.value ?? one))
          }
        />
      );
    }
    case 'customer': {
      const id = listOf(value)[0];
      return (
        <PickCustomer
          label={label}
          value={typeof id === 'number' ? id : null}
          onChange={(chosen) => onChange(chosen === null ? [] : [chosen])}
        />
      );
    }
    case 'date':
      return <DateField label={label} value={textOf(value) || null} onChange={onChange} />;
  }
}
