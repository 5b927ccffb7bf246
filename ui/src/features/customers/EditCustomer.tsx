import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Drawer } from '@/components/Drawer';
import { LinkButton } from '@/components/LinkButton';
import { ApiError, type Args, call } from '@/lib/api';
import { useWrite } from '@/lib/query';
import { CustomerFields } from './CustomerFields';
import { type Customer, type CustomerValues, changedArgs, valuesOf } from './customer-form';
import classes from './fields.module.css';

interface EditCustomerProps {
  customer: Customer;
  onClose: () => void;
}

const FORM = 'edit-customer';

/** All fields of a known customer. What others saved meanwhile is shown beside the field, never overwritten unseen. */
export function EditCustomer({ customer, onClose }: EditCustomerProps) {
  const { t } = useTranslation('customers');
  // What the form started from; a conflict moves it to what is there now.
  const [opened, setOpened] = useState(customer);
  const form = useForm<CustomerValues>({ initialValues: valuesOf(customer) });
  const update = useWrite('customers.update', {
    toast: ({ name }) => <Trans t={t} i18nKey="saved" values={{ name }} components={{ b: <b /> }} />,
    onDone: onClose,
    onError: (error) => {
      if (!(error instanceof ApiError) || !error.field || !(error.field in form.values)) return false;
      if (error.code === 'conflict') void showConflict(error.field, error.message);
      else form.setFieldError(error.field, [error.message, error.hint].filter(Boolean).join(' '));
      return true;
    },
  });
  const showConflict = async (field: string, message: string) => {
    const theirs = await call('customers.get', { id: customer.id });
    // Fields nobody touched here follow what is there now, or saving would put the old values back.
    const was = valuesOf(opened);
    const now = valuesOf(theirs);
    for (const key of Object.keys(now)) {
      const untouched = JSON.stringify(form.values[key]) === JSON.stringify(was[key]);
      if (untouched) form.setFieldValue(key, now[key]);
    }
    const takeTheirs = () => {
      form.setFieldValue(field, now[field]);
      form.clearFieldError(field);
    };
    setOpened(theirs);
    form.setFieldError(
      field,
      <span className={classes.conflict}>
        <span>{message}</span>
        <LinkButton onClick={takeTheirs}>{t('useTheirs')}</LinkButton>
      </span>,
    );
  };
  const submit = () => {
    if (form.values.name.trim() === '') {
      form.setFieldError('name', t('nameMissing'));
      return;
    }
    const changes = changedArgs(valuesOf(opened), form.values);
    if (Object.keys(changes).length === 0) onClose();
    else update.write({ id: customer.id, ...changes, rev: opened.rev } as Args<'customers.update'>);
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('edit')}
      width={520}
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
        <CustomerFields form={form} />
      </form>
    </Drawer>
  );
}
