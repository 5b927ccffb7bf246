import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { useBusiness } from '@/lib/business';
import { useDraftForm } from '@/lib/form';
import { given } from '@/lib/given';
import { useWrite } from '@/lib/query';
import { dayOf, formatClock } from '@/lib/time';
import type { Customer } from './customer-form';
import classes from './fields.module.css';
import { LogFields } from './LogFields';
import {
  type Direction,
  instantOf,
  isBlank,
  type Kind,
  type LogValues,
  secondsOf,
  showInLog,
  twoSided,
} from './log-form';

export interface LogStart {
  kind: Kind;
  direction?: Direction;
  subject?: string;
}

interface LogDialogProps {
  open: boolean;
  onClose: () => void;
  start: LogStart;
  customer: Customer;
}

const FORM = 'log-form';

/** Notes down a call, an e-mail, a meeting or a thought, so that it stands on the timeline. */
export function LogDialog({ open, onClose, start, customer }: LogDialogProps) {
  const { t } = useTranslation('customers');
  const { zone, locale } = useBusiness();
  const { form, settle } = useDraftForm<LogValues>(`customers.log.${customer.id}.${start.kind}`, {
    kind: start.kind,
    direction: start.direction ?? 'outbound',
    subject: start.subject ?? '',
    body: '',
    on: dayOf(Date.now(), zone),
    at: formatClock(Date.now(), { zone, locale }),
    minutes: '',
  });
  const log = useWrite('interactions.log', {
    toast: (_, { kind }) => (
      <Trans
        t={t}
        i18nKey="logged"
        values={{ what: t(`log.kind.${kind}`), name: customer.name }}
        components={{ b: <b /> }}
      />
    ),
    onDone: () => {
      settle();
      onClose();
    },
    onError: (error) => showInLog(form, error),
  });
  const { values } = form;
  const submit = () => {
    if (isBlank(values)) {
      form.setFieldError('body', t('log.missing'));
      return;
    }
    log.write({
      customer_id: customer.id,
      kind: values.kind,
      ...given({
        direction: twoSided(values.kind) ? values.direction : undefined,
        subject: values.subject.trim(),
        body: values.body.trim(),
        at_ms: instantOf(values, zone),
        duration_s: secondsOf(values),
      }),
    });
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t(`log.title.${values.kind}`)}
      lead={customer.name}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" submit form={FORM} busy={log.pending}>
            {t(`log.submit.${values.kind}`)}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <LogFields form={form} />
      </form>
    </Dialog>
  );
}
