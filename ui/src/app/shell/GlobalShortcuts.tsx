import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { toggleNavigation } from '@/lib/navigation';
import { closePalette, openPalette, usePalette, usePaletteActions } from '@/lib/palette';
import { togglePanel, usePanel } from '@/lib/panel';
import { addShortcut, startShortcuts, useShortcut } from '@/lib/shortcuts';
import { redoLast, undoLast } from '@/lib/undo';
import { areas } from '../areas';
import { openShortcuts } from './shortcuts-open';

const EVERYWHERE = 'common:shortcut.everywhere';
const GO = 'common:shortcut.go';

function togglePalette(): void {
  if (usePalette.getState().open) closePalette();
  else openPalette();
}

/** The keys that work on every page. */
export function GlobalShortcuts() {
  const { t } = useTranslation('common');
  const router = useRouter();
  const hasPanel = usePanel((panel) => panel.users > 0);
  useEffect(startShortcuts, []);
  useShortcut({
    id: 'frame.palette',
    keys: 'mod+k',
    labelKey: 'common:shortcut.palette',
    groupKey: EVERYWHERE,
    run: togglePalette,
    aboveLayers: true,
    hidden: true,
  });
  useShortcut({
    id: 'frame.search',
    keys: '/',
    labelKey: 'common:shortcut.search',
    groupKey: EVERYWHERE,
    run: openPalette,
    hidden: true,
  });
  useShortcut({
    id: 'frame.undo',
    keys: 'mod+z',
    labelKey: 'common:shortcut.undo',
    groupKey: EVERYWHERE,
    run: () => void undoLast(),
  });
  useShortcut({
    id: 'frame.redo',
    keys: 'mod+shift+z',
    labelKey: 'common:shortcut.redo',
    groupKey: EVERYWHERE,
    run: () => void redoLast(),
  });
  useShortcut({
    id: 'frame.redo.other',
    keys: 'mod+y',
    labelKey: 'common:shortcut.redo',
    groupKey: EVERYWHERE,
    run: () => void redoLast(),
    hidden: true,
  });
  useShortcut({
    id: 'frame.shortcuts',
    keys: '?',
    labelKey: 'common:shortcut.overlay',
    groupKey: EVERYWHERE,
    run: openShortcuts,
  });
  useShortcut({
    id: 'frame.navigation',
    keys: '[',
    labelKey: 'common:shortcut.navigation',
    groupKey: EVERYWHERE,
    run: toggleNavigation,
  });
  useShortcut(
    { id: 'frame.panel', keys: 'p', labelKey: 'common:shortcut.panel', groupKey: EVERYWHERE, run: togglePanel },
    hasPanel,
  );
  useEffect(() => {
    const remove = areas.map((area) =>
      addShortcut({
        id: `go.${area.id}`,
        keys: `g ${area.goKey}`,
        labelKey: area.labelKey,
        groupKey: GO,
        hidden: true,
        run: () => router.history.push(area.path),
      }),
    );
    return () => {
      for (const stop of remove) stop();
    };
  }, [router]);
  usePaletteActions(
    areas.flatMap((area) => [
      {
        id: `go.${area.id}`,
        label: t('frame.goTo', { area: t(area.labelKey) }),
        icon: area.icon,
        keys: `g ${area.goKey}`,
        run: () => router.history.push(area.path),
      },
      ...(area.creations ?? []).map(({ id, labelKey, icon, to }) => ({
        id: `new.${id}`,
        label: t('frame.create', { what: t(labelKey) }),
        icon,
        run: () => router.history.push(to),
      })),
    ]),
  );
  return null;
}
