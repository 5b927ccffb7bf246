import { useTranslation } from 'react-i18next';
import { Page, PageHeader } from '@/components/Page';

export function SalesPage() {
  const { t } = useTranslation('sales');
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  );
}
