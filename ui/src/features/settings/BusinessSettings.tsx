import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { FieldRow, Form } from '@/components/Form';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { CurrencyField, ZoneField } from '@/components/PlaceFields';
import { Skeleton } from '@/components/Skeleton';
import type { Result } from '@/lib/api';
import { useDraftForm } from '@/lib/form';
import { useRead, useWrite } from '@/lib/query';

/** Who the business is, and how it writes times, money and numbers. */
export function BusinessSettings() {
  const { t } = useTranslation('settings');
  const session = useRead('session.get', {});
  const business = session.data?.business;
  return (
    <Page>
      <PageHeader title={t('page.business')} />
      <PageBody padded>
        {session.error && <ErrorState error={session.error} onRetry={() => void session.refetch()} />}
        {!business && !session.error && <Skeleton rows={4} />}
        {business && <BusinessForm key={business.rev} business={business} />}
      </PageBody>
    </Page>
  );
}

/** Ways of writing numbers and dates; the words on screen are English. */
const LOCALES = ['en-GB', 'en-IE', 'en-US', 'en-CA', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'de-DE', 'fr-FR', 'it-IT'];

function BusinessForm({ business }: { business: Result<'session.get'>['business'] }) {
  const { t } = useTranslation('settings');
  const { name, zone, currency, locale } = business;
  const { form, settle, showInField } = useDraftForm('settings.business', { name, zone, currency, locale });
  const update = useWrite('business.update', {
    toast: () => t('business.saved'),
    onDone: settle,
    onError: showInField,
  });
  const save = () => {
    if (form.values.name.trim() === '') return form.setFieldError('name', t('business.nameMissing'));
    update.write({ ...form.values, name: form.values.name.trim(), rev: business.rev });
  };
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const locales = (LOCALES.includes(locale) ? LOCALES : [locale, ...LOCALES]).map((code) => ({
    value: code,
    label: `${names.of(code) ?? code} · ${new Intl.NumberFormat(code).format(1234.5)}`,
  }));
  return (
    <Form onSubmit={save} submit={t('business.save')} busy={update.pending}>
      <TextInput label={t('business.name')} dir="auto" maxLength={200} {...form.getInputProps('name')} />
      <FieldRow>
        <ZoneField
          label={t('business.zone')}
          description={t('business.zoneHelp')}
          locale={locale}
          value={form.values.zone}
          error={form.errors.zone}
          onChange={(value) => form.setFieldValue('zone', value)}
        />
        <CurrencyField
          label={t('business.currency')}
          description={t('business.currencyHelp')}
          locale={locale}
          value={form.values.currency}
          error={form.errors.currency}
          onChange={(value) => form.setFieldValue('currency', value)}
        />
      </FieldRow>
      <Select
        label={t('business.locale')}
        description={t('business.localeHelp')}
        data={locales}
        allowDeselect={false}
        {...form.getInputProps('locale')}
      />
    </Form>
  );
}
