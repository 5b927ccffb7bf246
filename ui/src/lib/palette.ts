/** What the palette can find and do: actions offered by what is on screen, and searches offered by features. */
import type { Icon } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { create } from 'zustand';

export interface PaletteItem {
  id: string;
  label: string;
  /** Grey, after the label. */
  detail?: string;
  /** At the right edge, e.g. a state or a date. */
  note?: string;
  icon?: ReactNode;
  /** Key caps at the right edge. */
  keys?: string;
  /** Offsets of hits in `label`, UTF-16 units; counted from the query when left out. */
  marks?: readonly (readonly [number, number])[];
  run: () => void;
}

export interface PaletteGroup {
  key: string;
  label: string;
  items: readonly PaletteItem[];
}

/** An action that is offered whenever its component is on screen. Labels are already in the person's language. */
export interface PaletteAction {
  id: string;
  label: string;
  icon?: Icon;
  keys?: string;
  /** Further words people may type for it. */
  words?: string;
  run: () => void;
}

/** Finds records. `total` counts what exists beyond the answer. */
export interface PaletteSource {
  id: string;
  search: (query: string, signal: AbortSignal) => Promise<{ groups: PaletteGroup[]; total: number; tookMs: number }>;
}

interface Palette {
  open: boolean;
  actions: readonly PaletteAction[];
  sources: readonly PaletteSource[];
  /** What the palette acts on, e.g. "On ticket #4821". */
  context: string | undefined;
}

export const usePalette = create<Palette>(() => ({ open: false, actions: [], sources: [], context: undefined }));

export const openPalette = (): void => usePalette.setState({ open: true });
export const closePalette = (): void => usePalette.setState({ open: false });

/** Offers actions while this component is on screen. */
export function usePaletteActions(actions: readonly PaletteAction[]): void {
  const latest = useRef(actions);
  latest.current = actions;
  const shape = actions.map(({ id, label, keys }) => `${id}|${label}|${keys ?? ''}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape says when the offered actions differ.
  useEffect(() => {
    const offered = latest.current.map((action, i) => ({ ...action, run: () => latest.current[i]?.run() }));
    usePalette.setState((palette) => ({ actions: [...palette.actions, ...offered] }));
    return () => usePalette.setState((palette) => ({ actions: palette.actions.filter((a) => !offered.includes(a)) }));
  }, [shape]);
}

/** Offers a search while this component is on screen. Keep `source` stable (module level or memo). */
export function usePaletteSource(source: PaletteSource): void {
  useEffect(() => {
    usePalette.setState((palette) => ({ sources: [...palette.sources, source] }));
    return () => usePalette.setState((palette) => ({ sources: palette.sources.filter((s) => s !== source) }));
  }, [source]);
}

/** Names what the palette acts on while this component is on screen. */
export function usePaletteContext(context: string | undefined): void {
  useEffect(() => {
    usePalette.setState({ context });
    return () => usePalette.setState({ context: undefined });
  }, [context]);
}

/** Where the words of the query occur in a text, ignoring case and accents; undefined when one is missing. */
export function marksOf(text: string, query: string): [number, number][] | undefined {
  const fold = (value: string) =>
    [...value].map((sign) => sign.normalize('NFD').slice(0, 1).toLowerCase().padEnd(sign.length)).join('');
  const folded = fold(text);
  const marks: [number, number][] = [];
  for (const word of fold(query).split(/\s+/).filter(Boolean)) {
    const at = folded.indexOf(word);
    if (at < 0) return undefined;
    marks.push([at, at + word.length]);
  }
  return marks.sort((a, b) => a[0] - b[0]);
}
