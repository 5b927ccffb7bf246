import { Outlet } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Toasts } from '@/components/Toasts';
import { useLayer } from '@/lib/layers';
import { closeNavigation, useNavigation } from '@/lib/navigation';
import { usePanel } from '@/lib/panel';
import { usePrefs } from '@/lib/prefs';
import { areas } from '../areas';
import { GlobalShortcuts } from './GlobalShortcuts';
import { JobEnds } from './JobEnds';
import { Navigation } from './Navigation';
import { Palette } from './Palette';
import { SessionGate } from './SessionGate';
import classes from './Shell.module.css';
import { ShortcutsOverlay } from './ShortcutsOverlay';
import { StatusLine } from './StatusLine';
import { RecordSearch } from './search-source';
import { TopBar } from './TopBar';

/** The frame around every page: navigation, top bar, page, right panel, status line. */
export function Shell() {
  return (
    <SessionGate>
      <Frame />
    </SessionGate>
  );
}

function Frame() {
  const { t } = useTranslation('common');
  const collapsed = usePrefs((prefs) => prefs.navCollapsed);
  const density = usePrefs((prefs) => prefs.density);
  const hasPanel = usePanel((panel) => panel.users > 0 && !panel.hidden);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return (
    <div className={classes.frame} data-collapsed={collapsed || undefined} data-panel={hasPanel || undefined}>
      <a className={classes.skip} href="#page">
        {t('frame.skip')}
      </a>
      <TopBar />
      <Navigation />
      <NavigationBackdrop />
      <main id="page" className={classes.page} tabIndex={-1}>
        <Outlet />
        <Toasts />
      </main>
      <PanelPlace />
      <StatusLine />
      <GlobalShortcuts />
      <JobEnds />
      <RecordSearch />
      <Palette />
      <ShortcutsOverlay />
      {areas.map(({ id, Always }) => Always && <Always key={id} />)}
    </div>
  );
}

function NavigationBackdrop() {
  const open = useNavigation((navigation) => navigation.drawerOpen);
  return open && <div className={classes.navBackdrop} onClick={closeNavigation} aria-hidden="true" />;
}

const setPanelTarget = (target: HTMLElement | null) => usePanel.setState({ target });
const closeDrawer = () => usePanel.setState({ drawerOpen: false });

function PanelPlace() {
  const { t } = useTranslation('common');
  const hasPanel = usePanel((panel) => panel.users > 0);
  const open = usePanel((panel) => panel.drawerOpen);
  const hidden = usePanel((panel) => panel.hidden);
  const place = useRef<HTMLElement>(null);
  useLayer(open && hasPanel, closeDrawer);
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    place.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [open]);
  return (
    <>
      {open && hasPanel && <div className={classes.drawerBackdrop} onClick={closeDrawer} aria-hidden="true" />}
      <aside
        ref={place}
        className={classes.panel}
        aria-label={t('frame.panel')}
        tabIndex={-1}
        hidden={!hasPanel || (hidden && !open)}
        data-open={open || undefined}
      >
        <div ref={setPanelTarget} />
      </aside>
    </>
  );
}
