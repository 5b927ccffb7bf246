import { useNavigate } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Drawer } from '@/components/Drawer';
import type { Args } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useDraftForm } from '@/lib/form';
import { useWrite } from '@/lib/query';
import { CustomerFields } from './CustomerFields';
import { argsOf, emptyCustomer } from './customer-form';

interface NewCustomerProps {
  open: boolean;
  onClose: () => void;
  organisationId?: number | undefined;
}

const FORM = 'new-customer';

/** The form for a new customer; what was typed survives closing it. */
export function NewCustomer(props: NewCustomerProps) {
  const userId = useBusiness((business) => business.userId);
  // Another organisation or person at work means other first values.
  return <NewCustomerForm key={`${props.organisationId}.${userId}`} {...props} />;
}

function NewCustomerForm({ open, onClose, organisationId }: NewCustomerProps) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const userId = useBusiness((business) => business.userId);
  const { form, settle, showInField } = useDraftForm(
    `customers.new.${organisationId ?? ''}`,
    emptyCustomer(organisationId, userId),
  );
  const create = useWrite('customers.create', {
    toast: ({ name }) => <Trans t={t} i18nKey="added" values={{ name }} components={{ b: <b /> }} />,
    onDone: ({ id }) => {
      settle();
      void navigate({ to: '/customers/$id', params: { id: String(id) } });
    },
    onError: showInField,
  });
  const submit = () => {
    if (form.values.name.trim() === '') {
      form.setFieldError('name', t('nameMissing'));
      return;
    }
    create.write(argsOf(form.values) as Args<'customers.create'>);
  };
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('creation')}
      width={520}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" submit form={FORM} busy={create.pending}>
            {t('add')}
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
