/** An amount out of a field, or the sentence that stands beside the field. */
import i18n from 'i18next';
import { exampleMoney, formatMoney, parseMoney } from './money';

export type ReadAmount = { minor: number; error?: undefined } | { minor?: undefined; error: string };

/** Amounts of records are never below nothing. */
export function readAmount(typed: string, currency: string, locale: string): ReadAmount {
  const amount = parseMoney(typed, currency, locale);
  if ('minor' in amount && amount.minor >= 0) return amount;
  if ('wrong' in amount && amount.wrong === 'tooLarge') {
    const largest = formatMoney(Number.MAX_SAFE_INTEGER, currency, locale);
    return { error: i18n.t('common:amount.tooLarge', { largest }) };
  }
  return { error: i18n.t('common:amount.unclear', { example: exampleMoney(currency, locale) }) };
}
