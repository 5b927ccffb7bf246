import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { Segmented } from '@/components/Tabs';
import { usePrefs } from '@/lib/prefs';
import classes from './Settings.module.css';
import { SettingsSection } from './SettingsSection';

const SCHEMES = ['light', 'dark', 'auto'] as const;
const DENSITIES = ['comfortable', 'compact'] as const;

/** How this window looks; kept on this device, for this person. */
export function DisplaySettings() {
  const { t } = useTranslation('settings');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, setDensity } = usePrefs();
  return (
    <Page>
      <PageHeader title={t('page.display')} />
      <PageBody padded>
        <div className={classes.column}>
          <SettingsSection title={t('common:frame.appearance')} text={t('display.schemeText')}>
            <div className={classes.field}>
              <Segmented<MantineColorScheme>
                label={t('common:frame.appearance')}
                value={colorScheme}
                options={SCHEMES.map((value) => ({ value, label: t(`common:scheme.${value}`) }))}
                onChange={setColorScheme}
              />
            </div>
          </SettingsSection>
          <SettingsSection title={t('common:frame.density')} text={t('display.densityText')}>
            <div className={classes.field}>
              <Segmented
                label={t('common:frame.density')}
                value={density}
                options={DENSITIES.map((value) => ({ value, label: t(`common:density.${value}`) }))}
                onChange={setDensity}
              />
            </div>
          </SettingsSection>
        </div>
      </PageBody>
    </Page>
  );
}
