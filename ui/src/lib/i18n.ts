/** Texts: every `locales/<language>/<area>.json` is one namespace, bundled; no text waits for a request. */
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import { ENGLISH, languageOf } from './locale';
import { lengthInWords } from './phrase';
import { pseudoTexts, type Texts } from './pseudo';

const PSEUDO = 'en-XA';
const LOCALE_KEY = 'onhand.locale';

const files = import.meta.glob<Texts>('../locales/*/*.json', { eager: true, import: 'default' });

/** By language, then by area. */
const languages: Record<string, Record<string, Texts>> = {};
for (const [path, texts] of Object.entries(files)) {
  const [language = ENGLISH, area = ''] = path.replace(/^.*locales\/|\.json$/g, '').split('/');
  languages[language] = { ...languages[language], [area]: texts };
}
const english = languages[ENGLISH] ?? {};

/** `?locale=` wins and is remembered, then what the browser or the system prefers. */
function chosenLocale(): string {
  const asked = new URLSearchParams(window.location.search).get('locale');
  if (asked !== null) window.localStorage.setItem(LOCALE_KEY, asked);
  const chosen = asked ?? window.localStorage.getItem(LOCALE_KEY);
  if (chosen === PSEUDO) return PSEUDO;
  return languageOf([...(chosen === null ? [] : [chosen]), ...navigator.languages], Object.keys(languages));
}

export function startI18n(): void {
  const locale = chosenLocale();
  const isPseudo = locale === PSEUDO;
  const resources = isPseudo
    ? {
        [PSEUDO]: Object.fromEntries(
          Object.entries(english).map(([area, areaTexts]) => [area, pseudoTexts(areaTexts)]),
        ),
      }
    : languages;
  document.documentElement.lang = locale;
  void i18n.use(initReactI18next).init({
    lng: locale,
    // A text that a language lacks is English; the pseudo-locale shows what is missing.
    fallbackLng: isPseudo ? false : ENGLISH,
    resources,
    ns: Object.keys(english),
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  i18n.services.formatter?.add('span', (ms: number) => lengthInWords(ms));
}
