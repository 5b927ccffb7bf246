import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { useBusiness } from '@/lib/business';
import { usePrefs } from '@/lib/prefs';
import classes from './TopBar.module.css';

const SCHEMES: readonly MantineColorScheme[] = ['light', 'dark', 'auto'];
const DENSITIES = ['comfortable', 'compact'] as const;

/** Who you are, and how this window looks. */
export function UserMenu() {
  const { t } = useTranslation('common');
  const { userName, role } = useBusiness();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = usePrefs((prefs) => prefs.density);
  const setDensity = usePrefs((prefs) => prefs.setDensity);
  return (
    <Menu position="bottom-end" width={208} returnFocus>
      <Menu.Target>
        <button type="button" className={classes.user} aria-label={t('frame.you', { name: userName })}>
          <Avatar name={userName} decorative />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <p dir="auto">{userName}</p>
          <span>{t(`role.${role}`)}</span>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('frame.appearance')}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Choice
            key={scheme}
            label={t(`scheme.${scheme}`)}
            chosen={scheme === colorScheme}
            choose={() => setColorScheme(scheme)}
          />
        ))}
        <Menu.Label>{t('frame.density')}</Menu.Label>
        {DENSITIES.map((kind) => (
          <Choice key={kind} label={t(`density.${kind}`)} chosen={kind === density} choose={() => setDensity(kind)} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ label, chosen, choose }: { label: string; chosen: boolean; choose: () => void }) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      closeMenuOnClick={false}
      onClick={choose}
      rightSection={chosen && <IconCheck size={16} stroke={1.75} aria-hidden="true" />}
    >
      {label}
    </Menu.Item>
  );
}
