/** What the palette shows for a query: matching actions at once, records as soon as they are found. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { marksOf, type PaletteAction, type PaletteGroup, usePalette } from '@/lib/palette';
import { type Shortcut, useShortcuts } from '@/lib/shortcuts';

/** More actions than this would push the records out of sight. */
const MAX_ACTIONS = 6;
/** Typing faster than this asks only once. */
const PAUSE_MS = 60;

interface Found {
  groups: readonly PaletteGroup[];
  total: number;
  tookMs: number;
}

const NOTHING: Found = { groups: [], total: 0, tookMs: 0 };

export function usePaletteResults(query: string): Found {
  const { t } = useTranslation('common');
  const actions = useActions();
  const found = useRecords(query.trim());
  const matching = actions.filter((action) => marksOf(`${action.label} ${action.words ?? ''}`, query) !== undefined);
  const shown = query.trim() === '' ? matching : matching.slice(0, MAX_ACTIONS);
  const group: PaletteGroup = {
    key: 'actions',
    label: t('palette.actions'),
    items: shown.map(({ id, label, icon: IconShape, keys, run }) => ({
      id,
      label,
      run,
      ...(keys ? { keys } : {}),
      icon: IconShape && <IconShape size={16} stroke={1.75} aria-hidden="true" />,
    })),
  };
  return {
    groups: [...(shown.length > 0 ? [group] : []), ...found.groups],
    total: shown.length + found.total,
    tookMs: found.tookMs,
  };
}

/** Registered shortcuts are actions too; an action with the same id brings icon and words. */
function useActions(): PaletteAction[] {
  const { t } = useTranslation('common');
  const offered = usePalette((palette) => palette.actions);
  const shortcuts = useShortcuts((state) => state.shortcuts);
  const known = new Set(offered.map(({ id }) => id));
  const fromKeys = shortcuts
    .filter((shortcut: Shortcut) => !shortcut.hidden && !known.has(shortcut.id))
    .map(({ id, labelKey, keys, run }) => ({ id, label: t(labelKey), keys, run }));
  const withKeys = offered.map((action) => {
    const keys = action.keys ?? shortcuts.find(({ id }) => id === action.id)?.keys;
    return keys ? { ...action, keys } : action;
  });
  // What the page offers comes before what is offered everywhere.
  const everywhere = ({ id }: PaletteAction) => (/^(go|new|frame)\./.test(id) ? 1 : 0);
  return [...withKeys, ...fromKeys].sort((a, b) => everywhere(a) - everywhere(b));
}

function useRecords(query: string): Found {
  const sources = usePalette((palette) => palette.sources);
  const [found, setFound] = useState<Found>(NOTHING);
  useEffect(() => {
    if (query === '') return setFound(NOTHING);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void Promise.all(sources.map((source) => source.search(query, abort.signal).catch(() => NOTHING))).then(
        (answers) => {
          if (abort.signal.aborted) return;
          setFound({
            groups: answers.flatMap(({ groups }) => groups),
            total: answers.reduce((sum, { total }) => sum + total, 0),
            tookMs: Math.max(0, ...answers.map(({ tookMs }) => tookMs)),
          });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, sources]);
  return found;
}
