import { useTranslation } from 'react-i18next';
import { Page, PageHeader } from '@/components/Page';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  );
}
