import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Page, PageBody } from '@/components/Page';
import { RecordHistory } from '@/components/RecordHistory';
import { Skeleton } from '@/components/Skeleton';
import { useRead, useWrite } from '@/lib/query';
import { CustomerHeader } from './CustomerHeader';
import { CustomerPanel } from './CustomerPanel';
import { CustomerStats } from './CustomerStats';
import { CustomerTimeline } from './CustomerTimeline';
import { PUT_BACK } from './customer-form';
import { EditCustomer } from './EditCustomer';
import { LogDialog, type LogStart } from './LogDialog';
import type { TimelineFilter } from './timeline-look';

/** One customer: who they are, what is open, everything that happened, and what to do next. */
export function CustomerPage() {
  const { id } = useParams({ from: '/customers/$id' });
  return <CustomerById key={id} id={Number(id)} />;
}

type Layer = { kind: 'edit' } | { kind: 'history' } | { kind: 'log'; start: LogStart };

function CustomerById({ id }: { id: number }) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const [layer, setLayer] = useState<Layer>();
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const close = () => setLayer(undefined);
  const read = useRead('customers.get', { id });
  const customer = read.data;
  const remove = useWrite('customers.delete', {
    toast: ({ name }) => <Trans t={t} i18nKey="deleted" values={{ name }} components={{ b: <b /> }} />,
    onDone: () => void navigate({ to: '/customers' }),
  });
  if (!customer) {
    return (
      <Page>
        {read.error ? (
          <ErrorState page error={read.error} list="/customers" onRetry={() => void read.refetch()} />
        ) : (
          <Skeleton rows={3} height={96} />
        )}
      </Page>
    );
  }
  const log = (start: LogStart) => setLayer({ kind: 'log', start });
  return (
    <Page>
      <PageBody>
        <CustomerHeader
          customer={customer}
          onLog={log}
          onEdit={() => setLayer({ kind: 'edit' })}
          onHistory={() => setLayer({ kind: 'history' })}
          onDelete={() => remove.write({ id })}
        />
        <CustomerStats id={id} onShow={setFilter} />
        <CustomerTimeline id={id} filter={filter} onFilter={setFilter} onLog={log} />
      </PageBody>
      <CustomerPanel customer={customer} onEdit={() => setLayer({ kind: 'edit' })} onLog={log} />
      {layer?.kind === 'edit' && <EditCustomer customer={customer} onClose={close} />}
      <LogDialog
        key={layer?.kind === 'log' ? `${layer.start.kind}-${layer.start.direction ?? ''}` : 'none'}
        open={layer?.kind === 'log'}
        start={layer?.kind === 'log' ? layer.start : { kind: 'call' }}
        customer={customer}
        onClose={close}
      />
      <RecordHistory open={layer?.kind === 'history'} onClose={close} type="customer" id={id} putBack={PUT_BACK} />
    </Page>
  );
}
