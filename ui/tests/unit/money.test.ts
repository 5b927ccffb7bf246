import { describe, expect, it } from 'vitest';
import { formatMoney, formatMoneyShort, parseMoney } from '@/lib/money';

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

  it('understands what people type', () => {
    expect(parseMoney('£3,480', 'GBP', 'en-GB')).toBe(348_000);
    expect(parseMoney('3480.5', 'GBP', 'en-GB')).toBe(348_050);
    expect(parseMoney('3.480,50', 'EUR', 'de-DE')).toBe(348_050);
    expect(parseMoney('about ten', 'GBP', 'en-GB')).toBeUndefined();
  });
});
