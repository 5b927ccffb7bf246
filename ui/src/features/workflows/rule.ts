/** A workflow as it is edited: plain data, changed by replacing parts. */
import type { Result } from '@/lib/api';

export type Workflow = Result<'workflows.get'>;
export type Vocabulary = Result<'workflows.vocabulary'>;
export type FieldWord = Vocabulary['fields'][number];

export interface Leaf {
  field: string;
  operator: string;
  value?: unknown;
  nulls?: string | null;
}

export interface Group {
  combinator: 'and' | 'or';
  not?: boolean;
  rules: Rule[];
}

export type Rule = Group | Leaf;
export const isGroup = (rule: Rule): rule is Group => 'rules' in rule;

export type Trigger = { type: 'event'; kind: string } | { type: 'schedule'; cron: string; record?: string | null };

export type Person = 'owner' | 'assignee' | number;

export type Action =
  | { type: 'add_tag' | 'remove_tag'; tag: string }
  | { type: 'set_field'; field: string; value?: unknown }
  | { type: 'create_task'; title: string; due_in_days?: number | null; assignee?: Person | null }
  | {
      type: 'create_deal';
      title: string;
      pipeline_id?: number | null;
      stage_id?: number | null;
      value_minor?: number | null;
    }
  | { type: 'notify'; to: Person; text: string };

export type ActionType = Action['type'];

export interface Definition {
  name: string;
  trigger: Trigger;
  conditions: Group | null;
  actions: Action[];
}

/** The generated types say less about the tree than its documentation; the backend checks every part of it. */
export const definitionOf = (workflow: Workflow): Definition => ({
  name: workflow.name,
  trigger: workflow.trigger as Trigger,
  conditions: (workflow.conditions ?? null) as Group | null,
  actions: workflow.actions as Action[],
});

export const BLANK: Definition = {
  name: '',
  trigger: { type: 'event', kind: 'ticket.created' },
  conditions: null,
  actions: [],
};

export function blankAction(type: ActionType): Action {
  switch (type) {
    case 'add_tag':
    case 'remove_tag':
      return { type, tag: '' };
    case 'set_field':
      return { type, field: '' };
    case 'create_task':
      return { type, title: '' };
    case 'create_deal':
      return { type, title: '' };
    case 'notify':
      return { type, to: 'owner', text: '' };
  }
}

export const ACTION_TYPES: readonly ActionType[] = [
  'add_tag',
  'remove_tag',
  'set_field',
  'create_task',
  'create_deal',
  'notify',
];

/** The kind of record a workflow is about; undefined for a schedule that starts once. */
export function recordOf(trigger: Trigger, vocabulary: Vocabulary): string | undefined {
  if (trigger.type === 'schedule') return trigger.record ?? undefined;
  return vocabulary.triggers.find(({ kind }) => kind === trigger.kind)?.record ?? trigger.kind.split('.')[0];
}

export const fieldsOf = (vocabulary: Vocabulary, record: string | undefined): FieldWord[] =>
  vocabulary.fields.filter((field) => field.record === record);

const VALUELESS = new Set(['is_empty', 'has_value', 'is_yes', 'is_no', 'changed']);
const needsValue = (operator: string): boolean => !VALUELESS.has(operator);

const SIGNS: Readonly<Record<string, string>> = {
  '=': 'equal',
  '!=': 'not_equal',
  '<': 'less',
  '<=': 'at_most',
  '>': 'more',
  '>=': 'at_least',
};

/** The operator's name among the texts. */
export const operatorKey = (operator: string): string => SIGNS[operator] ?? operator;

/** What the event changed can be asked too, of the record's own fields. */
export function operatorsOf(field: FieldWord, trigger: Trigger): string[] {
  if (trigger.type !== 'event' || field.key.includes('.')) return [...field.operators];
  const chosen = field.type === 'choice' || field.type === 'reference';
  return [...field.operators, 'changed', ...(chosen ? ['changed_to', 'changed_from'] : [])];
}

/** What a value looks like for this operator; a change of shape starts with an empty value. */
export function shapeOf(
  field: FieldWord,
  operator: string,
): 'none' | 'text' | 'texts' | 'number' | 'range' | 'options' | 'customer' | 'days' | 'date' {
  if (!needsValue(operator)) return 'none';
  switch (field.type) {
    case 'text':
      return operator === 'one_of' ? 'texts' : 'text';
    case 'number':
      return operator === 'between' ? 'range' : 'number';
    case 'tags':
      return 'texts';
    case 'choice':
    case 'reference':
      return field.options ? 'options' : 'customer';
    case 'instant':
    case 'date':
      return operator === 'in_last_days' || operator === 'older_than_days' ? 'days' : 'date';
    default:
      return 'text';
  }
}

export function replaceAt<T>(list: readonly T[], at: number, item: T): T[] {
  return list.map((known, i) => (i === at ? item : known));
}

export const removeAt = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);

export function moveTo<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  const others = removeAt(list, from);
  return [...others.slice(0, to), item, ...others.slice(to)];
}

/** Puts the person where a problem is: at the part itself, or at the nearest part around it. */
export function goToPart(path: string): void {
  for (let part = path; part !== ''; part = part.replace(/(\.?[^.[\]]+|\[\d+\])$/, '')) {
    const element = document.getElementById(part);
    if (!element) continue;
    element.scrollIntoView({ block: 'center' });
    element.focus();
    return;
  }
}
