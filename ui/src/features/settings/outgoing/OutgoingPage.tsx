import { useTranslation } from 'react-i18next';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { useDataStatus } from '@/lib/data-health';
import classes from '../Settings.module.css';
import { Followers } from './Followers';
import { HeldRecords } from './HeldRecords';
import { Outbox } from './Outbox';

/** What waits to leave, what could not, and what follows the log behind the screens; each with its next step. */
export function OutgoingPage() {
  const { t } = useTranslation('settings');
  const status = useDataStatus().data;
  return (
    <Page>
      <PageHeader title={t('page.outgoing')} />
      <PageBody padded>
        <div className={`${classes.column} ${classes.wide}`}>
          <HeldRecords />
          <Outbox status={status} />
          <Followers status={status} />
        </div>
      </PageBody>
    </Page>
  );
}
