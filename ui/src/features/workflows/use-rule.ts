/** The rule that is being edited: typed text kept, saved as a whole, following what others change. */
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Args } from '@/lib/api';
import { useDraftForm } from '@/lib/form';
import { queryClient, useWrite } from '@/lib/query';
import { BLANK, type Definition, definitionOf, type Workflow } from './rule';

interface Values extends Record<string, unknown>, Definition {
  /** What the workflow was when typing began, so that nobody's change is written over unseen. */
  rev: number;
}

export interface RuleDraft {
  rule: Definition;
  change: (part: Partial<Definition>) => void;
  dirty: boolean;
  nameError: string | undefined;
  /** `nameMissing` is said beside the name. */
  save: (nameMissing: string) => void;
  discard: () => void;
  busy: boolean;
}

/** An amount stands there that is none. */
const isUnreadable = (action: Definition['actions'][number]): boolean =>
  'value_minor' in action && Number.isNaN(action.value_minor);

const valuesOf = (workflow: Workflow): Values => ({ ...definitionOf(workflow), rev: workflow.rev });

export function useRule(workflow: Workflow | undefined, toast: (workflow: Workflow) => React.ReactNode): RuleDraft {
  const navigate = useNavigate();
  const { form, settle, showInField } = useDraftForm<Values>(
    `workflows.${workflow?.id ?? 'new'}`,
    workflow ? valuesOf(workflow) : { ...BLANK, rev: 0 },
    { durable: true },
  );
  const dirty = form.isDirty();
  const rev = workflow?.rev;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another revision, such as after Undo, is news here.
  useEffect(() => {
    if (workflow && !dirty && form.values.rev !== rev) settle(valuesOf(workflow));
  }, [rev, dirty]);
  const create = useWrite('workflows.create', {
    toast,
    onError: showInField,
    onDone: (made) => {
      settle();
      void navigate({ to: '/workflows/$id', params: { id: String(made.id) }, replace: true });
    },
  });
  const update = useWrite('workflows.update', {
    toast,
    onError: showInField,
    onDone: (saved) => {
      queryClient.setQueryData(['workflows.get', { id: saved.id }], saved);
      settle(valuesOf(saved));
    },
  });
  const { rev: readRev, ...rule } = form.values;
  return {
    rule,
    change: (part) => form.setValues(part),
    dirty,
    nameError: typeof form.errors.name === 'string' ? form.errors.name : undefined,
    save: (nameMissing) => {
      const name = rule.name.trim();
      if (name === '') return form.setFieldError('name', nameMissing);
      // The field already says what is wrong with it.
      if (rule.actions.some(isUnreadable)) return document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      const conditions = rule.conditions && rule.conditions.rules.length > 0 ? rule.conditions : null;
      const fields = { ...rule, name, conditions };
      if (workflow) update.write({ id: workflow.id, ...fields, rev: readRev } as unknown as Args<'workflows.update'>);
      else create.write(fields as unknown as Args<'workflows.create'>);
    },
    discard: () => settle(workflow ? valuesOf(workflow) : undefined),
    busy: create.pending || update.pending,
  };
}
