import { useTranslation } from 'react-i18next';
import { Page, PageHeader } from '@/components/Page';

export function WorkflowsPage() {
  const { t } = useTranslation('workflows');
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  );
}
