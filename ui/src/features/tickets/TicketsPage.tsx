import { useTranslation } from 'react-i18next';
import { Page, PageHeader } from '@/components/Page';

export function TicketsPage() {
  const { t } = useTranslation('tickets');
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  );
}
