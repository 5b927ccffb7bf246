import { describe, expect, it } from 'vitest';
import { languageOf, systemLocale, usableLocale } from '@/lib/locale';

describe('the language of the texts', () => {
  it('is the first wanted one there are texts in, whatever its country', () => {
    expect(languageOf(['de-AT', 'en-GB'], ['en', 'de'])).toBe('de');
    expect(languageOf(['pt-BR'], ['en', 'pt', 'pt-BR'])).toBe('pt-BR');
  });

  it('is English where there are none', () => {
    expect(languageOf(['tlh', 'x-none', ''], ['en'])).toBe('en');
    expect(languageOf([], ['en'])).toBe('en');
  });
});

describe('how numbers and dates are written', () => {
  it('is as the business says, else as the system does', () => {
    expect(usableLocale('de-CH', ['en-GB'])).toBe('de-CH');
    expect(usableLocale('zz-ZZ', ['fr-FR'])).toBe('fr-FR');
    expect(usableLocale('no such tag', ['also none'])).toBe('en');
    expect(() => new Intl.NumberFormat(usableLocale('x y')).format(1.5)).not.toThrow();
  });

  it('has a language and perhaps a country for a new business', () => {
    expect(systemLocale()).toMatch(/^[a-z]{2,3}(-([A-Z]{2}|\d{3}))?$/);
  });
});
