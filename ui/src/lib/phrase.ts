/** Sentences the backend makes: a key in `locales/…/phrases.json` with its values, and the same in English. */
import i18n from 'i18next';
import { lengthOf } from './time';

export interface Phrase {
  /** Empty for a person's own words. */
  key: string;
  values: Readonly<Record<string, unknown>>;
  text: string;
}

/** The sentence in the reader's language; a person's own words as they are. */
export function say({ key, values, text }: Phrase): string {
  return key === '' ? text : i18n.t(`phrases:${key}`, { ...values, defaultValue: text });
}

/** Lengths of time inside sentences, `{{waited, span}}`, from milliseconds. */
export function lengthInWords(ms: number): string {
  const { unit, n } = lengthOf(ms);
  return unit === 'day' ? i18n.t('common:time.day', { count: n }) : i18n.t(`common:time.${unit}`, { n });
}
