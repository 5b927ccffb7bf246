import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/Dialog';
import { Kbd } from '@/components/Kbd';
import { capsOf, useShortcuts } from '@/lib/shortcuts';
import classes from './ShortcutsOverlay.module.css';
import { closeShortcuts, useShortcutsOpen } from './shortcuts-open';

/** Every key that does something right now, by group. */
export function ShortcutsOverlay() {
  const { t } = useTranslation('common');
  const open = useShortcutsOpen((state) => state.open);
  const shortcuts = useShortcuts((state) => state.shortcuts);
  // The newest of a key is the one that runs.
  const newest = [...new Map(shortcuts.map((shortcut) => [shortcut.keys, shortcut])).values()];
  const groups = [...new Set(newest.map(({ groupKey }) => groupKey))];
  return (
    <Dialog open={open} onClose={closeShortcuts} title={t('shortcut.title')} lead={t('shortcut.lead')} width={720}>
      <div className={classes.groups}>
        {groups.map((groupKey) => (
          <section key={groupKey} className={classes.group}>
            <h3 className={classes.title}>{t(groupKey)}</h3>
            <dl>
              {newest
                .filter((shortcut) => shortcut.groupKey === groupKey)
                .map(({ id, labelKey, keys }) => (
                  <div key={id} className={classes.row}>
                    <dt>{t(labelKey)}</dt>
                    <dd>
                      <Kbd keys={keys} />
                      <kbd className={classes.spoken}>{capsOf(keys).join(' ')}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
