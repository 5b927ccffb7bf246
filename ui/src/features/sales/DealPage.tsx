import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Page, PageBody } from '@/components/Page';
import { HistoryList } from '@/components/RecordHistory';
import type { PutBack } from '@/components/record-restore';
import { Skeleton } from '@/components/Skeleton';
import { useBusiness } from '@/lib/business';
import { formatMoney } from '@/lib/money';
import { useRead, useWrite } from '@/lib/query';
import { DealHeader } from './DealHeader';
import { DealPanel } from './DealPanel';
import { DealStages } from './DealStages';
import classes from './deal.module.css';
import type { Deal } from './deal-form';
import { EditDeal } from './EditDeal';
import { LostDialog } from './LostDialog';
import { useMove } from './use-move';

/** A deal goes back into its stage with the reason it had there. */
const PUT_BACK: readonly PutBack[] = [
  {
    op: 'deals.update',
    fields: ['title', 'customer_id', 'value_minor', 'currency', 'owner_id', 'expected_close_on'],
  },
  { op: 'deals.move', fields: ['stage_id'], along: ['lost_reason'] },
];

/** One deal: where it stands, what is next, and everything that changed. */
export function DealPage() {
  const { id } = useParams({ from: '/sales/deals/$id' });
  const deal = useRead('deals.get', { id: Number(id) });
  return (
    <Page>
      {deal.data ? (
        <DealOf key={id} deal={deal.data} />
      ) : deal.error ? (
        <ErrorState page error={deal.error} list="/sales" onRetry={() => void deal.refetch()} />
      ) : (
        <Skeleton rows={3} height={96} />
      )}
    </Page>
  );
}

function DealOf({ deal }: { deal: Deal }) {
  const { t } = useTranslation('sales');
  const navigate = useNavigate();
  const locale = useBusiness((business) => business.locale);
  const [layer, setLayer] = useState<'edit' | 'lost'>();
  const close = () => setLayer(undefined);
  const pipelines = useRead('pipelines.list', {}).data?.items ?? [];
  const stages = pipelines.find(({ id }) => id === deal.pipeline_id)?.stages ?? [];
  const stage = stages.find(({ id }) => id === deal.stage_id);
  const lost = stages.find(({ kind }) => kind === 'lost');
  const won = stages.find(({ kind }) => kind === 'won');
  const { move, pending } = useMove();
  const remove = useWrite('deals.delete', {
    toast: ({ title }) => <Trans t={t} i18nKey="deleted" values={{ title }} components={{ b: <b /> }} />,
    onDone: () => void navigate({ to: '/sales', search: { pipeline: deal.pipeline_id } }),
  });
  const moveTo = (stageId: number, reason?: string) => {
    const to = stages.find(({ id }) => id === stageId);
    if (!to || to.id === deal.stage_id) return;
    if (to.kind === 'lost' && reason === undefined) {
      setLayer('lost');
      return;
    }
    move({
      id: deal.id,
      who: deal.title,
      stage_id: to.id,
      stageName: to.name,
      rev: deal.rev,
      ...(reason ? { lost_reason: reason } : {}),
    });
  };
  const say = (field: string, value: unknown) => {
    if (field === 'stage_id') return pipelines.flatMap((p) => p.stages).find(({ id }) => id === value)?.name;
    if (field === 'pipeline_id') return pipelines.find(({ id }) => id === value)?.name;
    if (field === 'value_minor') return formatMoney(Number(value), deal.currency, locale);
    return undefined;
  };
  return (
    <>
      <PageBody>
        <DealHeader
          deal={deal}
          stage={stage}
          busy={pending}
          onEdit={() => setLayer('edit')}
          onDelete={() => remove.write({ id: deal.id })}
          {...(won ? { onWon: () => moveTo(won.id) } : {})}
          {...(lost ? { onLost: () => moveTo(lost.id) } : {})}
        />
        <DealStages stages={stages} current={deal.stage_id} onMove={moveTo} />
        <h2 className={classes.historyTitle}>{t('history')}</h2>
        <div className={classes.history}>
          <HistoryList type="deal" id={deal.id} valueText={say} putBack={PUT_BACK} />
        </div>
      </PageBody>
      <DealPanel deal={deal} stages={stages} onMove={moveTo} onEdit={() => setLayer('edit')} />
      {layer === 'edit' && <EditDeal deal={deal} lost={stage?.kind === 'lost'} onClose={close} />}
      <LostDialog
        open={layer === 'lost'}
        title={deal.title}
        onClose={close}
        onLost={(reason) => {
          if (lost) moveTo(lost.id, reason);
          close();
        }}
      />
    </>
  );
}
