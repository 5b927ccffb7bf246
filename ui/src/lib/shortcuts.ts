/**
 * The one registry of keys. A shortcut exists exactly as long as the component that offers it is on screen; the `?`
 * overlay, the palette and the tooltips read this registry, so they never promise a key that does nothing.
 */
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { isLayerOpen } from './layers';

export interface Shortcut {
  /** `tickets.solve`; one at a time, the newest wins. */
  id: string;
  /** `e`, `?`, `mod+k` (Ctrl, or Cmd on a Mac), `g t` (one after the other), `shift+enter`. */
  keys: string;
  /** Text key with its area: `tickets:shortcut.solve`. */
  labelKey: string;
  /** Heading in the overlay, a text key as well. */
  groupKey: string;
  run: () => void;
  /** Also while typing. Keys with `mod` do so anyway; undo only where the field is empty. */
  whileTyping?: boolean;
  /** Also while a dialog or the palette is open. */
  aboveLayers?: boolean;
  /** Not offered in the palette, e.g. moving in a list. */
  hidden?: boolean;
}

export const useShortcuts = create<{ shortcuts: readonly Shortcut[] }>(() => ({ shortcuts: [] }));

export function addShortcut(shortcut: Shortcut): () => void {
  useShortcuts.setState(({ shortcuts }) => ({ shortcuts: [...shortcuts, shortcut] }));
  return () => useShortcuts.setState(({ shortcuts }) => ({ shortcuts: shortcuts.filter((s) => s !== shortcut) }));
}

/** Offers a key while this component is on screen and `enabled`. */
export function useShortcut(shortcut: Shortcut, enabled = true): void {
  const latest = useRef(shortcut.run);
  latest.current = shortcut.run;
  const { id, keys, labelKey, groupKey, whileTyping = false, aboveLayers = false, hidden = false } = shortcut;
  useEffect(() => {
    if (!enabled) return;
    const run = () => latest.current();
    return addShortcut({ id, keys, labelKey, groupKey, whileTyping, aboveLayers, hidden, run });
  }, [id, keys, labelKey, groupKey, whileTyping, aboveLayers, hidden, enabled]);
}

/** The keys of a shortcut that is offered right now. */
export function useKeysOf(id: string | undefined): string | undefined {
  return useShortcuts(({ shortcuts }) => shortcuts.findLast((s) => s.id === id)?.keys);
}

const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

const NAMES: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: 'Shift',
  alt: isMac ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};

/** Key caps to draw: `mod+k` → `['Ctrl', 'K']`, `g t` → `['G', 'T']`. */
export function capsOf(keys: string): string[] {
  return keys.split(/[ +]/).map((key) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** What was pressed, in the registry's spelling. */
export function strokeOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key.toLowerCase();
  // Shift is part of the sign for signs ("?"), and a modifier for letters and named keys.
  const shifted = event.shiftKey && (key.length > 1 || /[a-z]/.test(key));
  return [
    event.ctrlKey || event.metaKey ? 'mod+' : '',
    event.altKey ? 'alt+' : '',
    shifted ? 'shift+' : '',
    key === ' ' ? 'space' : key,
  ].join('');
}

/** Finds the shortcut that the strokes so far complete, and whether more strokes could complete one. */
function match(shortcuts: readonly Shortcut[], strokes: string): { hit?: Shortcut; more: boolean } {
  const hit = shortcuts.findLast((s) => s.keys === strokes);
  const more = shortcuts.some((s) => s.keys.startsWith(`${strokes} `));
  return hit ? { hit, more } : { more };
}

/** A second key belongs to the first for this long. */
const SEQUENCE_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** Where nothing stands there is nothing of the field's own to undo, e.g. in a composer that has just sent. */
function isEmptyField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return target.value === '';
  return target instanceof HTMLElement && target.textContent === '';
}

/** Enter and space belong to the focused control. */
function isPressing(target: EventTarget | null, stroke: string): boolean {
  if (stroke !== 'enter' && stroke !== 'space') return false;
  return target instanceof Element && target.closest('button, a, summary, select, [role="menuitem"]') !== null;
}

/** While one types these bring back one's own typing, even into a field that undoing has emptied. */
const REDO_KEYS = new Set(['mod+shift+z', 'mod+y']);

/** What may run from here: while typing, letters are text; above a layer, the page rests. */
function offeredTo(target: EventTarget | null): Shortcut[] {
  const typing = isTyping(target);
  const layered = isLayerOpen();
  const ownUndo = typing && !isEmptyField(target);
  return useShortcuts.getState().shortcuts.filter((s) => {
    if (layered && !s.aboveLayers) return false;
    return (
      !typing ||
      s.whileTyping ||
      (s.keys.includes('mod+') && !(ownUndo && s.keys === 'mod+z') && !REDO_KEYS.has(s.keys))
    );
  });
}

/** A stroke continues the strokes before it when it can, otherwise it starts anew. `rest` waits for the next one. */
export function complete(
  offered: readonly Shortcut[],
  before: string,
  stroke: string,
): { hit: Shortcut | undefined; rest: string } {
  const joined = before ? `${before} ${stroke}` : stroke;
  const continued = match(offered, joined);
  if (continued.hit) return { hit: continued.hit, rest: '' };
  if (continued.more) return { hit: undefined, rest: joined };
  const anew = match(offered, stroke);
  return { hit: anew.hit, rest: anew.more && !anew.hit ? stroke : '' };
}

/** Starts listening to the keyboard; returns how to stop. */
export function startShortcuts(): () => void {
  let sequence = '';
  let lastMs = 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) return;
    const stroke = strokeOf(event);
    if (isPressing(event.target, stroke)) return;
    const offered = offeredTo(event.target);
    const first = event.timeStamp - lastMs > SEQUENCE_MS ? '' : sequence;
    const { hit, rest } = complete(offered, first, stroke);
    sequence = rest;
    lastMs = event.timeStamp;
    if (!hit && !sequence) return;
    event.preventDefault();
    hit?.run();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
