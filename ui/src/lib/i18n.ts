/** Texts: every `locales/en/<area>.json` is one namespace, bundled; no text waits for a request. */
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import { lengthInWords } from './phrase';
import { pseudoTexts, type Texts } from './pseudo';

const PSEUDO = 'en-XA';
const LOCALE_KEY = 'onhand.locale';

const files = import.meta.glob<Texts>('../locales/en/*.json', { eager: true, import: 'default' });

const english: Record<string, Texts> = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]),
);

/** `?locale=en-XA` wins and is remembered; anything else is English. */
function chosenLocale(): string {
  const asked = new URLSearchParams(window.location.search).get('locale');
  if (asked !== null) window.localStorage.setItem(LOCALE_KEY, asked);
  return (asked ?? window.localStorage.getItem(LOCALE_KEY)) === PSEUDO ? PSEUDO : 'en';
}

export function startI18n(): void {
  const locale = chosenLocale();
  const texts =
    locale === PSEUDO
      ? Object.fromEntries(Object.entries(english).map(([area, areaTexts]) => [area, pseudoTexts(areaTexts)]))
      : english;
  void i18n.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    resources: { [locale]: texts },
    ns: Object.keys(english),
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  i18n.services.formatter?.add('span', (ms: number) => lengthInWords(ms));
}
