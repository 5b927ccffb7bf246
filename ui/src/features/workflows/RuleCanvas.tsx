import { Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconBell,
  IconBolt,
  IconCalendarTime,
  IconCash,
  IconChecklist,
  IconFilter,
  IconPencil,
  IconPlus,
  IconTag,
  IconTagOff,
  IconTrash,
} from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { IconButton } from '@/components/IconButton';
import { ActionFields } from './ActionFields';
import { ConditionGroup } from './ConditionGroup';
import { Node, problemsAt } from './Node';
import {
  ACTION_TYPES,
  type Action,
  type ActionType,
  blankAction,
  type Definition,
  fieldsOf,
  moveTo,
  recordOf,
  removeAt,
  replaceAt,
  type Vocabulary,
  type Workflow,
} from './rule';
import { TriggerFields } from './TriggerFields';
import classes from './Workflows.module.css';

const ICONS = {
  add_tag: IconTag,
  remove_tag: IconTagOff,
  set_field: IconPencil,
  create_task: IconChecklist,
  create_deal: IconCash,
  notify: IconBell,
} as const;

interface RuleCanvasProps {
  rule: Definition;
  vocabulary: Vocabulary;
  problems: Workflow['problems'];
  onChange: (part: Partial<Definition>) => void;
}

/** The rule from top to bottom: what starts it, what must hold, what it does. */
export function RuleCanvas({ rule, vocabulary, problems, onChange }: RuleCanvasProps) {
  const { t } = useTranslation('workflows');
  const { trigger, conditions } = rule;
  const record = recordOf(trigger, vocabulary);
  const fields = fieldsOf(vocabulary, record);
  const started =
    trigger.type === 'event' ? vocabulary.triggers.find(({ kind }) => kind === trigger.kind)?.label : undefined;
  const edge = <div className={classes.edge} aria-hidden="true" />;
  return (
    <>
      <Node
        id="trigger"
        icon={trigger.type === 'event' ? IconBolt : IconCalendarTime}
        tone="trigger"
        kind={t('trigger.name')}
        title={started ? started.charAt(0).toLocaleUpperCase() + started.slice(1) : t(`trigger.${trigger.type}`)}
        problems={problemsAt(problems, 'trigger')}
      >
        <TriggerFields trigger={trigger} vocabulary={vocabulary} onChange={(next) => onChange({ trigger: next })} />
      </Node>
      {edge}
      <Node
        id="conditions"
        icon={IconFilter}
        tone="condition"
        kind={t('conditions.name')}
        title={
          conditions && conditions.rules.length > 0
            ? t('conditions.count', { count: conditions.rules.length })
            : t('conditions.always')
        }
        problems={problemsAt(problems, 'conditions')}
      >
        {record === undefined ? (
          <p className={classes.hint}>{t('conditions.noRecord')}</p>
        ) : (
          <ConditionGroup
            group={conditions ?? { combinator: 'and', rules: [] }}
            path="conditions"
            fields={fields}
            trigger={trigger}
            onChange={(next) => onChange({ conditions: next })}
          />
        )}
      </Node>
      {edge}
      {rule.actions.map((action, i) => {
        const path = `actions[${i}]`;
        return (
          <Fragment key={path}>
            <Node
              id={path}
              icon={ICONS[action.type]}
              tone="action"
              kind={t('actions.step', { n: i + 1 })}
              title={t(`actions.type.${action.type}`)}
              problems={problemsAt(problems, path)}
              tools={<Tools at={i} actions={rule.actions} onChange={(actions) => onChange({ actions })} />}
            >
              <ActionFields
                action={action}
                path={path}
                record={record}
                fields={fields}
                vocabulary={vocabulary}
                onChange={(next) => onChange({ actions: replaceAt(rule.actions, i, next) })}
              />
            </Node>
            {edge}
          </Fragment>
        );
      })}
      <AddAction
        problems={problems.filter(({ path }) => path === 'actions')}
        onAdd={(type) => onChange({ actions: [...rule.actions, blankAction(type)] })}
      />
    </>
  );
}

interface ToolsProps {
  at: number;
  actions: readonly Action[];
  onChange: (actions: Action[]) => void;
}

/** Move and remove, by mouse or keyboard; the focus goes along with the action. */
function Tools({ at, actions, onChange }: ToolsProps) {
  const { t } = useTranslation('workflows');
  const move = (to: number) => {
    onChange(moveTo(actions, at, to));
    requestAnimationFrame(() => document.getElementById(`actions[${to}]`)?.focus());
  };
  return (
    <>
      <IconButton
        icon={IconArrowUp}
        label={t('actions.up', { n: at + 1 })}
        disabled={at === 0}
        onClick={() => move(at - 1)}
      />
      <IconButton
        icon={IconArrowDown}
        label={t('actions.down', { n: at + 1 })}
        disabled={at === actions.length - 1}
        onClick={() => move(at + 1)}
      />
      <IconButton
        icon={IconTrash}
        label={t('actions.remove', { n: at + 1 })}
        onClick={() => onChange(removeAt(actions, at))}
      />
    </>
  );
}

function AddAction({ problems, onAdd }: { problems: Workflow['problems']; onAdd: (type: ActionType) => void }) {
  const { t } = useTranslation('workflows');
  return (
    <div id="actions" tabIndex={-1}>
      <Menu position="bottom-start" width={220} returnFocus>
        <Menu.Target>
          <Button icon={IconPlus}>{t('actions.add')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ACTION_TYPES.map((type) => {
            const IconShape = ICONS[type];
            return (
              <Menu.Item key={type} leftSection={<IconShape size={16} stroke={1.75} />} onClick={() => onAdd(type)}>
                {t(`actions.type.${type}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      {problems.map((problem) => (
        <p key={problem.message} className={`${classes.problem} ${classes.end}`}>
          {problem.message}
        </p>
      ))}
    </div>
  );
}
