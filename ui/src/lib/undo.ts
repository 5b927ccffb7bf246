/** Taking back what was just done: every write puts its change here, Ctrl+Z takes the newest off. */
import i18n from 'i18next';
import { create } from 'zustand';
import { ApiError, callFull } from './api';
import { showToast, useToasts } from './toasts';

/** Enough for a session's slips; older changes are undone from the history page. */
const MAX_KEPT = 50;

interface Step {
  change: number;
  toast?: number;
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

export const useUndo = create<{ steps: readonly Step[] }>(() => ({ steps: [] }));

export function rememberChange(change: number, toast?: number, beside?: Beside): void {
  if (beside) keepBeside(change, beside);
  const step = toast === undefined ? { change } : { change, toast };
  useUndo.setState(({ steps }) => ({ steps: [...steps, step].slice(-MAX_KEPT) }));
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

/** Undoes one change and says so, with the way back. */
export async function undoChange(change: number): Promise<void> {
  const step = useUndo.getState().steps.find((s) => s.change === change);
  useUndo.setState(({ steps }) => ({ steps: steps.filter((s) => s.change !== change) }));
  if (step?.toast !== undefined) useToasts.getState().dismiss(step.toast);
  try {
    const { result } = await callFull('undo.apply', { change_id: change });
    const kept = result.conflicts.length;
    const beside = besides.get(change);
    besides.delete(change);
    if (beside) {
      beside.undone();
      keepBeside(result.change_id, { undone: beside.redone, redone: beside.undone });
    }
    showToast({
      tone: 'done',
      content: kept > 0 ? i18n.t('common:undo.partly', { count: kept }) : i18n.t('common:undo.done'),
      action: { label: i18n.t('common:undo.redo'), run: () => void undoChange(result.change_id) },
    });
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

/** Shows what went wrong as a toast, in the words of the error. */
export function showError(error: unknown): void {
  if (error instanceof ApiError) {
    showToast({ tone: 'error', content: error.message, ...(error.hint ? { hint: error.hint } : {}) });
    return;
  }
  showToast({ tone: 'error', content: i18n.t('common:error.unexpected'), hint: i18n.t('common:error.safe') });
}
