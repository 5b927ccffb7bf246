import { Checkbox } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { IconButton } from '@/components/IconButton';
import { Segmented } from '@/components/Tabs';
import { RuleRow } from './RuleRow';
import { type FieldWord, type Group, isGroup, type Rule, removeAt, replaceAt, type Trigger } from './rule';
import classes from './Workflows.module.css';

/** Groups within groups; deeper ones can be read and changed, but a form is no place to begin them. */
const DEPTH_MAX = 3;

interface ConditionGroupProps {
  group: Group;
  path: string;
  fields: readonly FieldWord[];
  trigger: Trigger;
  depth?: number;
  onChange: (group: Group) => void;
  onRemove?: () => void;
}

/** All or any of these rules, or with "not" everything else. */
export function ConditionGroup({ group, path, fields, trigger, depth = 1, onChange, onRemove }: ConditionGroupProps) {
  const { t } = useTranslation('workflows');
  const setRules = (rules: Rule[]) => onChange({ ...group, rules });
  const first = fields[0];
  const blank: Rule = { field: first?.key ?? '', operator: first?.operators[0] ?? 'is' };
  return (
    <div className={classes.group}>
      {group.rules.length > 0 && (
        <div className={classes.groupHead}>
          <Segmented
            label={t('conditions.match')}
            value={group.combinator}
            options={[
              { value: 'and', label: t('conditions.all') },
              { value: 'or', label: t('conditions.any') },
            ]}
            onChange={(combinator) => onChange({ ...group, combinator })}
          />
          <span>{t('conditions.of')}</span>
          <Checkbox
            label={t('conditions.not')}
            checked={group.not ?? false}
            onChange={(event) => onChange({ ...group, not: event.currentTarget.checked })}
          />
          {onRemove && <IconButton icon={IconTrash} label={t('conditions.removeGroup')} onClick={onRemove} />}
        </div>
      )}
      {group.rules.map((rule, i) => {
        const here = `${path}.rules[${i}]`;
        const change = (next: Rule) => setRules(replaceAt(group.rules, i, next));
        const remove = () => setRules(removeAt(group.rules, i));
        return isGroup(rule) ? (
          <ConditionGroup
            key={here}
            group={rule}
            path={here}
            fields={fields}
            trigger={trigger}
            depth={depth + 1}
            onChange={change}
            onRemove={remove}
          />
        ) : (
          <RuleRow
            key={here}
            rule={rule}
            path={here}
            fields={fields}
            trigger={trigger}
            onChange={change}
            onRemove={remove}
          />
        );
      })}
      <div className={classes.adders}>
        <Button compact icon={IconPlus} onClick={() => setRules([...group.rules, blank])}>
          {t('conditions.add')}
        </Button>
        {depth < DEPTH_MAX && (
          <Button
            compact
            variant="subtle"
            onClick={() => setRules([...group.rules, { combinator: 'or', rules: [blank] }])}
          >
            {t('conditions.addGroup')}
          </Button>
        )}
      </div>
    </div>
  );
}
