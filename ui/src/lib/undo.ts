/** Taking back what was just done: every write puts its change here, Ctrl+Z takes the newest off. */
import i18n from 'i18next';
import { createElement, Fragment, type ReactNode } from 'react';
import { create } from 'zustand';
import { ApiError, callFull } from './api';
import { showToast, useToasts } from './toasts';

/** Enough for a session's slips; older changes are undone from the history page. */
const MAX_KEPT = 50;

interface Step {
  change: number;
  toast?: number | undefined;
  /** What was done, as its toast said. */
  what?: ReactNode;
  /** It is an undo itself, so taking it back redoes. */
  redoes?: boolean;
}

/** What the screen does besides, where a change is more than its rows: a sent text is being written again. */
export interface Beside {
  undone: () => void;
  redone: () => void;
}

const besides = new Map<number, Beside>();

function keepBeside(change: number, beside: Beside): void {
  besides.set(change, beside);
  for (const oldest of [...besides.keys()].slice(0, -MAX_KEPT)) besides.delete(oldest);
}

/** What may be undone, and the undos that may be redone; the newest of each is the last. */
export const useUndo = create<{ steps: readonly Step[]; undone: readonly Step[] }>(() => ({ steps: [], undone: [] }));

export function rememberChange(step: Step, beside?: Beside): void {
  if (beside) keepBeside(step.change, beside);
  // Whoever goes on from here has left what was undone behind.
  useUndo.setState(({ steps }) => ({ steps: [...steps, step].slice(-MAX_KEPT), undone: [] }));
}

/** Writes whose outcome shows already, though the backend has not answered yet. */
let underWay = 0;
let waiting: (() => void)[] = [];

/** Says that a write has begun; call the answer when it has ended and its change is known. */
export function beginWrite(): () => void {
  underWay += 1;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    underWay -= 1;
    if (underWay > 0) return;
    const all = waiting;
    waiting = [];
    for (const go of all) go();
  };
}

const writesEnded = (): Promise<void> =>
  underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));

/** “Undone: Answered …”. */
const named = (done: string, what: ReactNode): ReactNode =>
  what ? createElement(Fragment, null, done, ': ', what) : done;

const without = (steps: readonly Step[], change: number) => steps.filter((step) => step.change !== change);

/**
 * Undoes one change and says so, with the way back; of a change that is an undo, that is to redo. Whoever keeps the way
 * back says what it is, for the stacks forget.
 */
export async function undoChange(change: number, kept?: Step): Promise<void> {
  const { steps, undone } = useUndo.getState();
  const step = kept ?? [...steps, ...undone].find((one) => one.change === change);
  const redoes = step?.redoes ?? false;
  useUndo.setState({ steps: without(steps, change), undone: without(undone, change) });
  if (step?.toast !== undefined) useToasts.getState().dismiss(step.toast);
  try {
    const { result } = await callFull('undo.apply', { change_id: change });
    const left = result.conflicts.length;
    const beside = besides.get(change);
    besides.delete(change);
    if (beside) {
      beside.undone();
      keepBeside(result.change_id, { undone: beside.redone, redone: beside.undone });
    }
    const done = redoes ? i18n.t('common:undo.redone') : i18n.t('common:undo.done');
    const what = step?.what;
    const back: Step = { change: result.change_id, what, redoes: !redoes };
    const toast = showToast({
      tone: 'done',
      content: left > 0 ? i18n.t('common:undo.partly', { count: left }) : named(done, what),
      action: {
        label: i18n.t(redoes ? 'common:undo.action' : 'common:undo.redo'),
        keys: redoes ? 'mod+z' : 'mod+shift+z',
        run: () => void undoChange(back.change, back),
      },
    });
    back.toast = toast;
    useUndo.setState((now) =>
      redoes ? { steps: [...now.steps, back].slice(-MAX_KEPT) } : { undone: [...now.undone, back].slice(-MAX_KEPT) },
    );
  } catch (error) {
    showError(error);
  }
}

/** Undoes the newest change of this session, also one that is still on its way; says so when there is none. */
export async function undoLast(): Promise<void> {
  await writesEnded();
  const last = useUndo.getState().steps.at(-1);
  if (last) void undoChange(last.change);
  else showToast({ tone: 'done', content: i18n.t('common:undo.nothing') });
}

/** Redoes what was undone last, unless something else was done since. */
export async function redoLast(): Promise<void> {
  await writesEnded();
  const last = useUndo.getState().undone.at(-1);
  if (last) void undoChange(last.change);
  else showToast({ tone: 'done', content: i18n.t('common:undo.nothingToRedo') });
}

/** Shows what went wrong as a toast, in the words of the error. */
export function showError(error: unknown): void {
  if (error instanceof ApiError) {
    showToast({ tone: 'error', content: error.message, ...(error.hint ? { hint: error.hint } : {}) });
    return;
  }
  showToast({ tone: 'error', content: i18n.t('common:error.unexpected'), hint: i18n.t('common:error.safe') });
}
