import { useTranslation } from 'react-i18next';
import { Page, PageHeader } from '@/components/Page';

export function KnowledgePage() {
  const { t } = useTranslation('knowledge');
  return (
    <Page>
      <PageHeader title={t('title')} />
    </Page>
  );
}
