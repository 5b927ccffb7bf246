import { useNavigate } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Drawer } from '@/components/Drawer';
import { readAmount } from '@/lib/amount';
import { useBusiness } from '@/lib/business';
import { useDraftForm } from '@/lib/form';
import { given } from '@/lib/given';
import { useWrite } from '@/lib/query';
import { DealFields } from './DealFields';
import { type DealValues, openStages, type Pipeline } from './deal-form';

interface NewDealProps {
  open: boolean;
  onClose: () => void;
  pipelines: readonly Pipeline[];
  start: { pipeline?: number; customer?: number; stage?: number };
}

const FORM = 'new-deal';

/** The form for a new deal; what was typed survives closing it. */
export function NewDeal(props: NewDealProps) {
  const { pipeline, customer, stage } = props.start;
  const userId = useBusiness((business) => business.userId);
  // Another place to start from means other first values.
  return <NewDealForm key={`${pipeline}.${customer}.${stage}.${userId}`} {...props} />;
}

function NewDealForm({ open, onClose, pipelines, start }: NewDealProps) {
  const { t } = useTranslation('sales');
  const navigate = useNavigate();
  const { userId, currency, locale } = useBusiness();
  const pipelineId = start.pipeline ?? pipelines[0]?.id ?? null;
  const { form, settle, showInField } = useDraftForm<DealValues>(
    `sales.new.${pipelineId}.${start.customer ?? ''}.${start.stage ?? ''}`,
    {
      title: '',
      customer_id: start.customer ?? null,
      pipeline_id: pipelineId,
      stage_id: start.stage ?? openStages(pipelines, pipelineId)[0]?.id ?? null,
      value: '',
      owner_id: userId,
      expected_close_on: null,
      lost_reason: '',
    },
  );
  const create = useWrite('deals.create', {
    toast: ({ title }) => <Trans t={t} i18nKey="added" values={{ title }} components={{ b: <b /> }} />,
    onDone: ({ pipeline_id, id }) => {
      settle();
      onClose();
      // A deal for a customer is looked at; one for the board stays on the board.
      if (start.customer !== undefined) void navigate({ to: '/sales/deals/$id', params: { id: String(id) } });
      else if (pipeline_id !== start.pipeline) void navigate({ to: '/sales', search: { pipeline: pipeline_id } });
    },
    onError: showInField,
  });
  const submit = () => {
    const { title, customer_id, pipeline_id, stage_id, value, owner_id, expected_close_on } = form.values;
    const amount = value.trim() === '' ? { minor: 0 } : readAmount(value, currency, locale);
    if (title.trim() === '') {
      form.setFieldError('title', t('titleMissing'));
      return;
    }
    if (amount.minor === undefined) {
      form.setFieldError('value', amount.error);
      return;
    }
    create.write({
      title,
      value_minor: amount.minor,
      owner_id,
      ...given({ customer_id, pipeline_id, stage_id, expected_close_on }),
    });
  };
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('creation')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" submit form={FORM} busy={create.pending}>
            {t('addDeal')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DealFields form={form} currency={currency} pipelines={pipelines} />
      </form>
    </Drawer>
  );
}
