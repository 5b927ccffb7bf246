import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Drawer } from '@/components/Drawer';
import { LinkButton } from '@/components/LinkButton';
import { readAmount } from '@/lib/amount';
import { ApiError, call } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useWrite } from '@/lib/query';
import { DealFields } from './DealFields';
import { changedArgs, type Deal, type DealValues, valuesOf } from './deal-form';

const FORM = 'edit-deal';
const FIELD: Readonly<Record<string, string>> = { value_minor: 'value', currency: 'value' };

/** All fields of a known deal. What others saved meanwhile is shown beside the field, never overwritten unseen. */
export function EditDeal({ deal, lost, onClose }: { deal: Deal; lost: boolean; onClose: () => void }) {
  const { t } = useTranslation('sales');
  const locale = useBusiness((business) => business.locale);
  const [opened, setOpened] = useState(deal);
  const form = useForm<DealValues>({ initialValues: valuesOf(deal, locale) });
  const update = useWrite('deals.update', {
    toast: ({ title }) => <Trans t={t} i18nKey="saved" values={{ title }} components={{ b: <b /> }} />,
    onDone: onClose,
    onError: (error) => {
      if (!(error instanceof ApiError) || !error.field) return false;
      const field = FIELD[error.field] ?? error.field;
      if (!(field in form.values)) return false;
      if (error.code === 'conflict') void showConflict(field, error.message);
      else form.setFieldError(field, [error.message, error.hint].filter(Boolean).join(' '));
      return true;
    },
  });
  const showConflict = async (field: string, message: string) => {
    const theirs = await call('deals.get', { id: deal.id });
    const was = valuesOf(opened, locale);
    const now = valuesOf(theirs, locale);
    // Fields nobody touched here follow what is there now, or saving would put the old values back.
    for (const key of Object.keys(now)) if (form.values[key] === was[key]) form.setFieldValue(key, now[key]);
    const takeTheirs = () => {
      form.setFieldValue(field, now[field]);
      form.clearFieldError(field);
    };
    setOpened(theirs);
    form.setFieldError(
      field,
      <>
        {message} <LinkButton onClick={takeTheirs}>{t('useTheirs')}</LinkButton>
      </>,
    );
  };
  const submit = () => {
    const was = valuesOf(opened, locale);
    const { values } = form;
    const amount = values.value.trim() === '' ? { minor: 0 } : readAmount(values.value, deal.currency, locale);
    if (values.title.trim() === '') {
      form.setFieldError('title', t('titleMissing'));
      return;
    }
    if (amount.minor === undefined) {
      form.setFieldError('value', amount.error);
      return;
    }
    const changes = changedArgs(was, values, amount.minor);
    if (Object.keys(changes).length === 0) onClose();
    else update.write({ id: deal.id, rev: opened.rev, ...changes });
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('edit')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" submit form={FORM} busy={update.pending}>
            {t('common:save')}
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
        <DealFields form={form} currency={deal.currency} lost={lost} />
      </form>
    </Drawer>
  );
}
