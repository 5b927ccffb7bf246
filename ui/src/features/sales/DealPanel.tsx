import { IconArrowRight, IconListCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { FactList } from '@/components/FactList';
import { FollowUpDialog } from '@/components/FollowUpDialog';
import { FOLLOW_UP_ICONS, FollowUps } from '@/components/FollowUps';
import { Money } from '@/components/Money';
import { type NextActionEntry, NextActions } from '@/components/NextActions';
import { Panel, PanelSection } from '@/components/Panel';
import { useUserName } from '@/components/PickUser';
import { RelativeTime } from '@/components/RelativeTime';
import { useBusiness } from '@/lib/business';
import { usePages, useRead, useWrite } from '@/lib/query';
import { formatDay } from '@/lib/time';
import type { Stage } from './board-move';
import type { Deal } from './deal-form';

interface DealPanelProps {
  deal: Deal;
  stages: readonly Stage[];
  onMove: (stageId: number) => void;
  onEdit: () => void;
}

/** What is next for the deal, then who it is for, then facts. */
export function DealPanel({ deal, stages, onMove, onEdit }: DealPanelProps) {
  return (
    <Panel>
      <DealNext deal={deal} stages={stages} onMove={onMove} />
      <FollowUps of={{ deal_id: deal.id }} target={{ deal_id: deal.id, customer_id: deal.customer_id ?? null }} />
      <DealCustomer deal={deal} />
      <DealFacts deal={deal} onEdit={onEdit} />
    </Panel>
  );
}

function DealNext({ deal, stages, onMove }: Omit<DealPanelProps, 'onEdit'>) {
  const { t } = useTranslation('sales');
  const [planning, setPlanning] = useState(false);
  const first = usePages('tasks.list', { view: 'open', deal_id: deal.id }).data?.[0];
  const complete = useWrite('tasks.complete', {
    toast: ({ title }) => (
      <Trans t={t} i18nKey="records:followUps.completed" values={{ title }} components={{ b: <b /> }} />
    ),
  });
  const at = stages.findIndex(({ id }) => id === deal.stage_id);
  const following = stages.slice(at + 1).find(({ kind }) => kind !== 'lost');
  const plan: NextActionEntry = {
    key: 'plan',
    icon: IconListCheck,
    title: t('next.plan'),
    steps: [t('next.planWhy')],
    run: () => setPlanning(true),
  };
  const actions: NextActionEntry[] = [
    ...(first
      ? [
          {
            key: 'task',
            icon: FOLLOW_UP_ICONS[first.kind],
            title: first.title,
            steps: [t('next.tick')],
            label: t('next.done'),
            run: () => complete.write({ id: first.id }),
          },
        ]
      : []),
    ...(first || stages[at]?.kind !== 'open' ? [] : [plan]),
    ...(stages[at]?.kind === 'open' && following
      ? [
          {
            key: 'move',
            icon: IconArrowRight,
            title: t('moveTo', { stage: following.name }),
            run: () => onMove(following.id),
          },
        ]
      : []),
    ...(first ? [plan] : []),
  ];
  return (
    <PanelSection title={t('nextActions')}>
      <NextActions filled actions={actions.length > 0 ? actions : [plan]} />
      <FollowUpDialog
        open={planning}
        onClose={() => setPlanning(false)}
        target={{ deal_id: deal.id, customer_id: deal.customer_id ?? null }}
      />
    </PanelSection>
  );
}

function DealCustomer({ deal }: { deal: Deal }) {
  const { t } = useTranslation('sales');
  const customer = useRead('customers.get', { id: deal.customer_id ?? 0 }, { enabled: Boolean(deal.customer_id) }).data;
  if (!deal.customer_id || !customer) return null;
  return (
    <PanelSection title={t('field.customer')}>
      <FactList
        facts={[
          {
            label: t('fact.name'),
            value: <Link to={`/customers/${customer.id}` as string}>{customer.name}</Link>,
            title: customer.name,
          },
          ...customer.contact_points.map((point) => ({
            label: point.label || t(`fact.${point.kind}`),
            value: point.value,
            title: point.value,
          })),
        ]}
      />
    </PanelSection>
  );
}

function DealFacts({ deal, onEdit }: { deal: Deal; onEdit: () => void }) {
  const { t } = useTranslation('sales');
  const { zone, locale } = useBusiness();
  const userName = useUserName();
  const close = deal.expected_close_on;
  return (
    <PanelSection title={t('facts')} action={{ label: t('editShort'), onClick: onEdit }}>
      <FactList
        facts={[
          { label: t('column.value'), value: <Money minor={deal.value_minor} currency={deal.currency} /> },
          { label: t('field.owner'), value: userName(deal.owner_id) ?? t('nobody') },
          { label: t('fact.close'), value: close ? formatDay(close, Date.now(), { zone, locale }) : t('notSaid') },
          { label: t('fact.inStage'), value: <RelativeTime ms={deal.stage_entered_ms} as="ago" /> },
          { label: t('fact.created'), value: <RelativeTime ms={deal.created_ms} as="ago" /> },
        ]}
      />
    </PanelSection>
  );
}
