import {
  IconBuildingStore,
  IconDatabase,
  IconFileImport,
  IconHistory,
  IconInbox,
  IconSend,
  IconSunMoon,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NavGroup, NavItem } from '@/components/Nav';
import { usePaletteActions } from '@/lib/palette';

const GENERAL = [
  { to: '/settings/business', label: 'business', icon: IconBuildingStore },
  { to: '/settings/people', label: 'people', icon: IconUsers },
  { to: '/settings/tickets', label: 'tickets', icon: IconInbox },
  { to: '/settings/display', label: 'display', icon: IconSunMoon },
] as const;
const DATA = [
  { to: '/settings/import', label: 'import', icon: IconFileImport },
  { to: '/settings/data', label: 'data', icon: IconDatabase },
  { to: '/settings/outgoing', label: 'outgoing', icon: IconSend },
  { to: '/settings/trash', label: 'trash', icon: IconTrash },
  { to: '/settings/history', label: 'history', icon: IconHistory },
] as const;

/** The pages of the settings, under the navigation. */
export function SettingsViews() {
  const { t } = useTranslation('settings');
  return (
    <>
      <NavGroup title={t('title')}>
        {GENERAL.map(({ to, label }) => (
          <NavItem key={to} to={to} label={t(`page.${label}`)} />
        ))}
      </NavGroup>
      <NavGroup title={t('yourData')}>
        {DATA.map(({ to, label }) => (
          <NavItem key={to} to={to} label={t(`page.${label}`)} />
        ))}
      </NavGroup>
    </>
  );
}

/** Every page of the settings can be reached from the palette. */
export function SettingsActions() {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  usePaletteActions(
    [...GENERAL, ...DATA].map(({ to, label, icon }) => ({
      id: `settings.${label}`,
      label: t('open', { page: t(`page.${label}`) }),
      words: t(`words.${label}`),
      icon,
      run: () => void navigate({ to }),
    })),
  );
  return null;
}
