import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FieldRow, Form } from '@/components/Form';
import { CurrencyField, ZoneField } from '@/components/PlaceFields';
import { useBusiness } from '@/lib/business';
import { useDraftForm } from '@/lib/form';
import { systemLocale } from '@/lib/locale';
import { useRead, useWrite } from '@/lib/query';
import classes from './Welcome.module.css';

interface BusinessFormProps {
  submit: string;
  busy: boolean;
  onBack: () => void;
  onSaved: () => void;
}

/** Name, zone and currency, and who is here: what every other screen needs to know. */
export function BusinessForm({ submit, busy, onBack, onSaved }: BusinessFormProps) {
  const { t } = useTranslation('welcome');
  const { currency, locale } = useBusiness();
  const { form, settle, showInField } = useDraftForm('welcome.business', {
    name: '',
    you: '',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency,
    // Not asked here; Settings has it.
    locale: systemLocale(),
  });
  const update = useWrite('business.update', {
    onDone: () => {
      settle();
      onSaved();
    },
    onError: showInField,
  });
  const me = useRead('session.get', {}).data?.user.id;
  const rename = useWrite('users.update', { onDone: () => saveBusiness() });
  const { you, ...business } = form.values;
  const saveBusiness = () => update.write({ ...business, name: business.name.trim() });
  const save = () => {
    if (business.name.trim() === '') return form.setFieldError('name', t('business.nameMissing'));
    if (you.trim() !== '' && me !== undefined) rename.write({ id: me, name: you.trim() });
    else saveBusiness();
  };
  return (
    <div className={`${classes.card} ${classes.form}`}>
      <Form
        onSubmit={save}
        submit={submit}
        onCancel={onBack}
        busy={busy || me === undefined || rename.pending || update.pending}
      >
        <TextInput
          label={t('business.name')}
          data-autofocus
          autoFocus
          dir="auto"
          maxLength={200}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('business.you')}
          description={t('business.youHelp')}
          dir="auto"
          autoComplete="name"
          maxLength={200}
          {...form.getInputProps('you')}
        />
        <FieldRow>
          <ZoneField
            label={t('business.zone')}
            description={t('business.zoneHelp')}
            locale={locale}
            value={form.values.zone}
            error={form.errors.zone}
            onChange={(zone) => form.setFieldValue('zone', zone)}
          />
          <CurrencyField
            label={t('business.currency')}
            locale={locale}
            value={form.values.currency}
            error={form.errors.currency}
            onChange={(chosen) => form.setFieldValue('currency', chosen)}
          />
        </FieldRow>
      </Form>
    </div>
  );
}
