import { useTranslation } from 'react-i18next';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { CategorySettings } from './settings/CategorySettings';
import { PrioritySettings } from './settings/PrioritySettings';
import { StatusSettings } from './settings/StatusSettings';
import classes from './settings/settings.module.css';
import { TagSettings } from './settings/TagSettings';

/** The words a business uses for its tickets: statuses, priorities, categories, tags. */
export function TicketSettings() {
  const { t } = useTranslation('tickets');
  return (
    <Page>
      <PageHeader title={t('settings.title')} />
      <PageBody padded>
        <div className={classes.column}>
          <StatusSettings />
          <PrioritySettings />
          <CategorySettings />
          <TagSettings />
        </div>
      </PageBody>
    </Page>
  );
}
