import { Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton, TooltipText } from '@/components/IconButton';
import { NavItem } from '@/components/Nav';
import type { Area } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { useLayer } from '@/lib/layers';
import { closeNavigation, NARROW, toggleNavigation, useNavigation } from '@/lib/navigation';
import { usePrefs } from '@/lib/prefs';
import { useKeysOf } from '@/lib/shortcuts';
import { areas } from '../areas';
import classes from './Navigation.module.css';

const isIn = (pathname: string, area: Area) => pathname === area.path || pathname.startsWith(`${area.path}/`);

/** Up to three signs of the business's name: "Alder & Finch" is "A&F". */
function monogram(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .join('')
    .slice(0, 3)
    .toLocaleUpperCase();
}

/** Where you can go, with live counts, and the current area's views. */
export function Navigation() {
  const { t } = useTranslation('common');
  const name = useBusiness((business) => business.name);
  const { collapsed, drawer, place } = usePlace();
  const pathname = useLocation({ select: (location) => location.pathname });
  const current = areas.find((area) => isIn(pathname, area));
  return (
    <nav
      ref={place}
      className={classes.nav}
      aria-label={t('frame.navigation')}
      tabIndex={-1}
      data-collapsed={collapsed || undefined}
      data-drawer={drawer || undefined}
    >
      <div className={classes.brand}>
        <span className={classes.logo} aria-hidden="true">
          {monogram(name)}
        </span>
        <span className={classes.name} dir="auto">
          {name}
        </span>
        <span className={classes.toggle}>
          <IconButton
            icon={collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse}
            label={collapsed ? t('frame.expand') : t('frame.collapse')}
            shortcut="frame.navigation"
            onClick={toggleNavigation}
          />
        </span>
      </div>
      <div className={classes.scroll}>
        <ul className={classes.areas}>
          {areas.map((area) => (
            <li key={area.id}>
              <AreaItem area={area} current={area === current} collapsed={collapsed} />
              {area === current && area.Children && (
                <div className={classes.children}>
                  <area.Children />
                </div>
              )}
            </li>
          ))}
        </ul>
        {current?.Views && (
          <div className={classes.views}>
            <current.Views />
          </div>
        )}
      </div>
    </nav>
  );
}

/** How the navigation stands now. As a drawer it takes the focus, and gives it back when it closes or something is chosen. */
function usePlace() {
  const wanted = usePrefs((prefs) => prefs.navCollapsed);
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false }) ?? false;
  const open = useNavigation((navigation) => navigation.drawerOpen);
  const drawer = narrow && open;
  const place = useRef<HTMLElement>(null);
  const address = useLocation({ select: ({ href }) => href });
  useLayer(drawer, closeNavigation);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes it.
  useEffect(closeNavigation, [address, narrow]);
  useEffect(() => {
    if (!drawer) return;
    const before = document.activeElement;
    place.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [drawer]);
  return { collapsed: narrow ? !drawer : wanted, drawer, place };
}

const noCount = () => undefined;

function AreaItem({ area, current, collapsed }: { area: Area; current: boolean; collapsed: boolean }) {
  const { t } = useTranslation('common');
  const useCount = area.useCount ?? noCount;
  const count = useCount();
  const keys = useKeysOf(`go.${area.id}`);
  const label = t(area.labelKey);
  return (
    <Tooltip position="right" openDelay={collapsed ? 200 : 900} label={<TooltipText text={label} keys={keys} />}>
      <NavItem
        main
        to={area.path}
        label={label}
        icon={area.icon}
        count={count}
        data-parent={(current && area.Children !== undefined) || undefined}
        activeOptions={{ includeSearch: false }}
      />
    </Tooltip>
  );
}
