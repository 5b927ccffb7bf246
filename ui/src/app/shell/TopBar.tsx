import { IconHelp, IconLayoutSidebarRight, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/IconButton';
import { Kbd } from '@/components/Kbd';
import { Bell } from '@/features/notifications/Bell';
import { openPalette } from '@/lib/palette';
import { togglePanel, usePanel } from '@/lib/panel';
import { NewMenu } from './NewMenu';
import { openShortcuts } from './shortcuts-open';
import classes from './TopBar.module.css';
import { UserMenu } from './UserMenu';

export function TopBar() {
  const { t } = useTranslation('common');
  const hasPanel = usePanel((panel) => panel.users > 0);
  return (
    <header className={classes.bar}>
      <button type="button" className={classes.search} onClick={openPalette} aria-keyshortcuts="Control+K">
        <IconSearch size={16} stroke={1.75} aria-hidden="true" />
        <span>{t('frame.search')}</span>
        <Kbd keys="mod+k" />
      </button>
      <div className={classes.right}>
        {hasPanel && (
          <span className={classes.panelToggle}>
            <IconButton
              icon={IconLayoutSidebarRight}
              label={t('frame.togglePanel')}
              shortcut="frame.panel"
              onClick={togglePanel}
            />
          </span>
        )}
        <NewMenu />
        <Bell />
        <IconButton icon={IconHelp} label={t('frame.help')} shortcut="frame.shortcuts" onClick={openShortcuts} />
        <UserMenu />
      </div>
    </header>
  );
}
