import { useTranslation } from 'react-i18next';
import { Page, PageHeader } from '@/components/Page';

export function TodayPage() {
  const { t } = useTranslation('today');
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  );
}
