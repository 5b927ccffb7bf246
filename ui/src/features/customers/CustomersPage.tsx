import { useTranslation } from 'react-i18next';
import { Page, PageHeader } from '@/components/Page';

export function CustomersPage() {
  const { t } = useTranslation('customers');
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  );
}
