import { Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/IconButton';
import { RuleValue } from './RuleValue';
import { type FieldWord, type Leaf, operatorKey, operatorsOf, shapeOf, type Trigger } from './rule';
import classes from './Workflows.module.css';

interface RuleRowProps {
  rule: Leaf;
  path: string;
  fields: readonly FieldWord[];
  trigger: Trigger;
  onChange: (rule: Leaf) => void;
  onRemove: () => void;
}

/** One test: a field, how to compare, and with what. */
export function RuleRow({ rule, path, fields, trigger, onChange, onRemove }: RuleRowProps) {
  const { t } = useTranslation('workflows');
  const field = fields.find(({ key }) => key === rule.field);
  const operators = field ? operatorsOf(field, trigger) : [rule.operator];
  const setField = (key: string) => {
    const next = fields.find((known) => known.key === key);
    if (next) onChange({ field: key, operator: next.operators[0] ?? 'is' });
  };
  const setOperator = (operator: string) => {
    if (!field) return;
    const same = shapeOf(field, rule.operator) === shapeOf(field, operator);
    const { value, ...others } = rule;
    onChange({ ...others, operator, ...(same && value !== undefined ? { value } : {}) });
  };
  return (
    <div className={classes.rule}>
      <Select
        id={path}
        aria-label={t('conditions.field')}
        data={fields.map(({ key, label }) => ({ value: key, label }))}
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
        value={rule.field}
        error={field ? undefined : t('conditions.unknown', { field: rule.field })}
        onChange={(key) => key && setField(key)}
      />
      <Select
        aria-label={t('conditions.operator')}
        data={operators.map((operator) => ({ value: operator, label: t(`operator.${operatorKey(operator)}`) }))}
        allowDeselect={false}
        maxDropdownHeight={320}
        value={rule.operator}
        onChange={(operator) => operator && setOperator(operator)}
      />
      {field ? <RuleValue rule={rule} field={field} onChange={(value) => onChange({ ...rule, value })} /> : <span />}
      <IconButton icon={IconX} label={t('conditions.remove')} onClick={onRemove} />
    </div>
  );
}
