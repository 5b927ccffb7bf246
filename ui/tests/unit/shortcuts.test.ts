import { fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addShortcut, capsOf, complete, type Shortcut, startShortcuts, strokeOf } from '@/lib/shortcuts';

const shortcut = (keys: string, extra: Partial<Shortcut> = {}): Shortcut => ({
  id: keys,
  keys,
  labelKey: '',
  groupKey: '',
  run: vi.fn(),
  ...extra,
});

const stroke = (key: string, modifiers: Partial<KeyboardEventInit> = {}) =>
  strokeOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

describe('strokeOf', () => {
  it('counts Shift only where it is not part of the sign', () => {
    expect(stroke('?', { shiftKey: true })).toBe('?');
    expect(stroke('K', { shiftKey: true })).toBe('shift+k');
    expect(stroke('Enter', { ctrlKey: true })).toBe('mod+enter');
  });
});

describe('complete', () => {
  const known = [shortcut('g t'), shortcut('g c'), shortcut('t')];

  it('waits for the second key of a sequence', () => {
    expect(complete(known, '', 'g')).toEqual({ hit: undefined, rest: 'g' });
    expect(complete(known, 'g', 't').hit?.keys).toBe('g t');
  });

  it('starts anew when the second key continues nothing', () => {
    expect(complete(known, 'g', 'x')).toEqual({ hit: undefined, rest: '' });
    expect(complete([...known, shortcut('x')], 'g', 'x').hit?.keys).toBe('x');
  });

  it('prefers the newest', () => {
    const newer = shortcut('t', { id: 'newer' });
    expect(complete([...known, newer], '', 't').hit?.id).toBe('newer');
  });
});

describe('the keyboard', () => {
  let stops: (() => void)[] = [];
  beforeEach(() => {
    stops = [startShortcuts()];
  });
  afterEach(() => {
    for (const stop of stops) stop();
    document.body.innerHTML = '';
  });
  const offer = (keys: string, extra: Partial<Shortcut> = {}) => {
    const made = shortcut(keys, extra);
    stops.push(addShortcut(made));
    return made.run;
  };

  it('runs a shortcut, and nothing after it is gone', () => {
    const run = offer('e');
    fireEvent.keyDown(document.body, { key: 'e' });
    stops.pop()?.();
    fireEvent.keyDown(document.body, { key: 'e' });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('leaves letters and undo to text fields, and lets other combinations through', () => {
    document.body.innerHTML = '<textarea>Dear</textarea>';
    const field = document.body.firstElementChild as Element;
    const letter = offer('e');
    const undo = offer('mod+z');
    const send = offer('mod+enter');
    fireEvent.keyDown(field, { key: 'e' });
    fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    expect(letter).not.toHaveBeenCalled();
    expect(undo).not.toHaveBeenCalled();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('takes undo where the text field is empty: nothing of its own is there to undo', () => {
    document.body.innerHTML = '<textarea></textarea>';
    const field = document.body.firstElementChild as HTMLTextAreaElement;
    const undo = offer('mod+z');
    fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
    expect(undo).toHaveBeenCalledTimes(1);
    field.value = 'Dear';
    fireEvent.keyDown(field, { key: 'z', ctrlKey: true });
    expect(undo).toHaveBeenCalledTimes(1);
  });

  it('leaves Enter to a focused button', () => {
    document.body.innerHTML = '<button>Go</button>';
    const run = offer('enter');
    fireEvent.keyDown(document.body.firstElementChild as Element, { key: 'Enter' });
    expect(run).not.toHaveBeenCalled();
  });
});

describe('capsOf', () => {
  it('draws one cap per key', () => {
    expect(capsOf('mod+k')).toEqual(['Ctrl', 'K']);
    expect(capsOf('g t')).toEqual(['G', 'T']);
    expect(capsOf('escape')).toEqual(['Esc']);
  });
});
