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
        <Choices
          value={colorScheme}
          options={SCHEMES.map((scheme) => ({ value: scheme, label: t(`scheme.${scheme}`) }))}
          onChange={setColorScheme}
        />
        <Menu.Label>{t('frame.density')}</Menu.Label>
        <Choices
          value={density}
          options={DENSITIES.map((kind) => ({ value: kind, label: t(`density.${kind}`) }))}
          onChange={setDensity}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoicesProps<V extends string> {
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

/** One of few; the check stands at the right. */
function Choices<V extends string>({ value, options, onChange }: ChoicesProps<V>) {
  return options.map((option) => {
    const chosen = option.value === value;
    return (
      <Menu.RadioItem
        key={option.value}
        value={option.value}
        checked={chosen}
        onChange={() => onChange(option.value)}
        classNames={{ itemIndicator: classes.noIndicator }}
        rightSection={chosen && <IconCheck size={16} stroke={1.75} aria-hidden="true" />}
      >
        {option.label}
      </Menu.RadioItem>
    );
  });
}
