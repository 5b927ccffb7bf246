import { describe, expect, it } from 'vitest';
import { exampleMoney, formatMoney, formatMoneyShort, parseMoney } from '@/lib/money';

describe('money', () => {
  it('drops the zeros of whole amounts and keeps pence', () => {
    expect(formatMoney(348_000, 'GBP', 'en-GB')).toBe('£3,480');
    expect(formatMoney(124_050, 'GBP', 'en-GB')).toBe('£1,240.50');
    expect(formatMoney(1240, 'JPY', 'en-GB')).toBe('JP¥1,240');
  });

  it('is short where room is short', () => {
    expect(formatMoneyShort(12_784_000, 'GBP', 'en-GB')).toBe('£128k');
    expect(formatMoneyShort(124_050, 'GBP', 'en-GB')).toBe('£1,241');
  });

  const read = (typed: string, currency = 'GBP', locale = 'en-GB') => {
    const amount = parseMoney(typed, currency, locale);
    return 'minor' in amount ? amount.minor : amount.wrong;
  };

  it.each([
    ['£3,480', 'GBP', 'en-GB', 348_000],
    ['3480.5', 'GBP', 'en-GB', 348_050],
    ['  £ 1,240.50 ', 'GBP', 'en-GB', 124_050],
    ['gbp 6 250.50', 'GBP', 'en-GB', 625_050],
    ['6,250 GBP', 'GBP', 'en-GB', 625_000],
    ['.5', 'GBP', 'en-GB', 'unclear'],
    ['-£5', 'GBP', 'en-GB', -500],
    ['3.480,50', 'EUR', 'de-DE', 348_050],
    ['6.250', 'EUR', 'de-DE', 625_000],
    ['6.250,50 €', 'EUR', 'de-DE', 625_050],
    ['6\u202f250,50 €', 'EUR', 'fr-FR', 625_050],
    ["6'250.50", 'CHF', 'de-CH', 625_050],
    ['12,34,567', 'INR', 'en-IN', 123_456_700],
    ['1,240', 'JPY', 'ja-JP', 1240],
    ['6.250', 'KWD', 'en-GB', 6250],
    ['٦٬٢٥٠٫٥٠', 'EGP', 'ar-EG', 625_050],
  ])('reads %s (%s, %s)', (typed, currency, locale, minor) => {
    expect(read(typed, currency, locale)).toBe(minor);
  });

  it.each([
    ['6.250,50', 'GBP', 'en-GB'],
    ['6.250', 'GBP', 'en-GB'],
    ['6,25', 'GBP', 'en-GB'],
    ['62,50', 'GBP', 'en-GB'],
    ['1,2345', 'GBP', 'en-GB'],
    ['1,234 567', 'GBP', 'en-GB'],
    ['1e5', 'GBP', 'en-GB'],
    ['$50', 'GBP', 'en-GB'],
    ['5.', 'GBP', 'en-GB'],
    ['1.2.3', 'GBP', 'en-GB'],
    ['--5', 'GBP', 'en-GB'],
    ['£', 'GBP', 'en-GB'],
    ['', 'GBP', 'en-GB'],
    ['about ten', 'GBP', 'en-GB'],
    ['12k', 'GBP', 'en-GB'],
    ['1.5', 'EUR', 'de-DE'],
    ['1.5', 'JPY', 'ja-JP'],
    ['12,34,567', 'GBP', 'en-GB'],
  ])('does not guess at %s (%s, %s)', (typed, currency, locale) => {
    expect(read(typed, currency, locale)).toBe('unclear');
  });

  it('refuses what there is no room for', () => {
    expect(read('90,071,992,547,409.91')).toBe(Number.MAX_SAFE_INTEGER);
    expect(read('90,071,992,547,409.92')).toBe('tooLarge');
    expect(read('-90,071,992,547,409.92')).toBe('tooLarge');
    expect(read('1000000000000000000000000')).toBe('tooLarge');
  });

  it.each([
    'en-GB',
    'en-US',
    'en-IN',
    'de-DE',
    'de-AT',
    'de-CH',
    'fr-FR',
    'fr-CH',
    'pl-PL',
    'es-ES',
    'ar-EG',
    'fa-IR',
    'ja-JP',
  ])('reads what it writes itself, %s', (locale) => {
    for (const currency of ['GBP', 'EUR', 'CHF', 'JPY', 'KWD', 'USD', 'INR']) {
      for (const minor of [0, 5, 100, 625_050, 12_345_678_901, -4250]) {
        expect(read(formatMoney(minor, currency, locale), currency, locale), `${currency} ${minor}`).toBe(minor);
      }
      expect(read(exampleMoney(currency, locale), currency, locale)).not.toBe('unclear');
    }
  });
});
