import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { DateField } from '@/components/DateField';
import { Dialog } from '@/components/Dialog';
import { FieldRow } from '@/components/Form';
import type { Args } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useDraftForm } from '@/lib/form';
import { given } from '@/lib/given';
import { useWrite } from '@/lib/query';
import { dayOf, formatClock } from '@/lib/time';
import { wallToMs } from '@/lib/wall-time';
import type { Customer } from './customer-form';
import classes from './fields.module.css';

type Kind = Args<'interactions.log'>['kind'];
type Direction = 'inbound' | 'outbound';

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

const KINDS: readonly Kind[] = ['call', 'email', 'sms', 'meeting', 'note'];
const FORM = 'log-form';
const MINUTE_S = 60;

/** Notes down a call, an e-mail, a meeting or a thought, so that it stands on the timeline. */
export function LogDialog({ open, onClose, start, customer }: LogDialogProps) {
  const { t } = useTranslation('customers');
  const { zone, locale } = useBusiness();
  const { form, settle, showInField } = useDraftForm(`customers.log.${customer.id}.${start.kind}`, {
    kind: start.kind,
    direction: start.direction ?? ('outbound' as Direction),
    subject: start.subject ?? '',
    body: '',
    on: dayOf(Date.now(), zone) as string | null,
    at: formatClock(Date.now(), { zone, locale }),
    minutes: '' as number | string,
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
    onError: showInField,
  });
  const { values } = form;
  const twoSided = values.kind !== 'note' && values.kind !== 'meeting';
  const submit = () => {
    if (values.subject.trim() === '' && values.body.trim() === '') {
      form.setFieldError('body', t('log.missing'));
      return;
    }
    log.write({
      customer_id: customer.id,
      kind: values.kind,
      ...given({
        direction: twoSided ? values.direction : undefined,
        subject: values.subject.trim(),
        body: values.body.trim(),
        at_ms: values.on === null ? undefined : wallToMs(values.on, values.at || '12:00', zone),
        duration_s:
          values.kind === 'call' && Number(values.minutes) > 0 ? Number(values.minutes) * MINUTE_S : undefined,
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
        <FieldRow>
          <Select
            label={t('log.what')}
            allowDeselect={false}
            data={KINDS.map((value) => ({ value, label: t(`log.kind.${value}`) }))}
            {...form.getInputProps('kind')}
          />
          {twoSided && (
            <Select
              label={t('log.direction')}
              allowDeselect={false}
              data={(['outbound', 'inbound'] as const).map((value) => ({ value, label: t(`log.${value}`) }))}
              {...form.getInputProps('direction')}
            />
          )}
        </FieldRow>
        <TextInput label={t('log.subject')} dir="auto" {...form.getInputProps('subject')} />
        <Textarea
          label={t('log.body')}
          data-autofocus
          autosize
          minRows={3}
          maxRows={12}
          dir="auto"
          {...form.getInputProps('body')}
        />
        <FieldRow>
          <DateField
            label={t('log.on')}
            value={values.on}
            onChange={(on) => form.setFieldValue('on', on)}
            error={form.errors.at_ms}
          />
          <TextInput type="time" label={t('log.at')} {...form.getInputProps('at')} />
          {values.kind === 'call' && (
            <NumberInput label={t('log.minutes')} min={0} max={1440} hideControls {...form.getInputProps('minutes')} />
          )}
        </FieldRow>
      </form>
    </Dialog>
  );
}
