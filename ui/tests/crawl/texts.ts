/**
 * Finds what the program says without the locale files. In the pseudo-locale every text of theirs stands in brackets,
 * so what stands outside must be data: something the server answered, a date, a number, a key cap. The sentence and the
 * vocabulary of workflows are plain English from the server still, and pass as data.
 */
import type { Page } from '@playwright/test';
import type { Ear } from './ear';

interface Shown {
  text: string;
  /** Marked as somebody's own words, of which a part may be shown. */
  words: boolean;
  where: string;
}

/** Runs in the page: what is shown or said aloud. */
function shownTexts(): Shown[] {
  const SILENT = 'script, style, kbd, textarea, [class*="logo"], [class*="avatar" i], [class*="Kbd"], [class*="kbd"]';
  const SPOKEN = [
    'aria-label',
    'placeholder',
    'title',
    'alt',
    'aria-description',
    'aria-roledescription',
    'aria-valuetext',
  ];
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const found: Shown[] = [];
  const add = (text: string, element: Element) => {
    // Letters, and no address.
    if (!/\p{L}/u.test(text) || /^https?:\/\/\S+$/.test(text)) return;
    const words = element.closest('[dir="auto"], input') !== null;
    const where = `${element.tagName.toLowerCase()}.${element.className}`;
    found.push({ text: text.replace(/\s+/g, ' ').trim(), words, where });
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      if (node.matches(SILENT) || !isShown(node)) continue;
      for (const attribute of SPOKEN) add(node.getAttribute(attribute) ?? '', node);
    } else if (node.parentElement && !node.parentElement.closest(SILENT) && isShown(node.parentElement)) {
      add(node.textContent ?? '', node.parentElement);
    }
  }
  return found;
}

/** What stands outside of all brackets; a text that only closes them began in one before. */
function outside(text: string): string {
  let depth = 0;
  let rest = '';
  for (const letter of text) {
    if (letter === '[') depth += 1;
    else if (letter !== ']') rest += depth === 0 ? letter : '';
    else if (depth > 0) depth -= 1;
    else rest = '';
  }
  return rest;
}

const locale = 'en-GB';
const styles = ['long', 'short'] as const;
const months = Array.from({ length: 12 }, (_, i) => new Date(2026, i, 1));
const days = Array.from({ length: 7 }, (_, i) => new Date(2026, 0, i + 1));
const written = styles.flatMap((style) => [
  ...months.map((month) => month.toLocaleDateString(locale, { month: style })),
  ...days.map((day) => day.toLocaleDateString(locale, { weekday: style })),
]);
/** Calendars shorten further than lists do: "Fr", "Sep". */
const dateWords = new Set([
  'at',
  'GMT',
  'BST',
  ...written.flatMap((word) => [word, word.slice(0, 2), word.slice(0, 3)]),
]);
/** What things are called in the business's country, which the browser knows: `GBP · British Pound`. */
const namesOf = (type: 'currency' | 'language', codes: readonly string[]) => {
  const names = new Intl.DisplayNames(locale, { type });
  return codes.flatMap((code) => [code, names.of(code) ?? code]);
};
const LANGUAGES = ['en-GB', 'en-IE', 'en-US', 'en-CA', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'de-DE', 'fr-FR', 'it-IT'];
const browserNames = [
  ...Intl.supportedValuesOf('timeZone').map((zone) => zone.replaceAll('_', ' ')),
  ...namesOf('currency', Intl.supportedValuesOf('currency')),
  ...namesOf('language', LANGUAGES),
];

/** `12 November 2026`, `Fri`, `£4.2k`, `12 kB`: made by the browser for the business's own country. */
function isMeasure(text: string): boolean {
  const letters = text.match(/\p{L}+/gu) ?? [];
  const isUnit = (word: string) => /^([kKmM]|[kMG]?B|byte|am|pm)$/.test(word) && /\d/.test(text);
  return letters.every((word) => dateWords.has(word) || isUnit(word));
}

/** Words of the pseudo-locale have an accent on every letter. A text in the middle of a sentence has no bracket. */
const withoutAccented = (text: string) =>
  text
    .split(/\s+/)
    .filter((word) => /[A-Za-z]/.test(word) || !/[\u00c0-\u024f\u1e00-\u1eff]/.test(word))
    .join(' ');

/** Names the program gives to things, `status: "active"`, are no words for people. */
const isNameOfProgram = (text: string) => /^[a-z]+([_.][a-z]+)*$/.test(text);

/** Whether the words are known pieces one after the other, such as a postcode and a town. */
function isRowOf(words: readonly string[], isKnown: (piece: string) => boolean): boolean {
  if (words.length === 0) return true;
  return words.some((_, i) => isKnown(words.slice(0, i + 1).join(' ')) && isRowOf(words.slice(i + 1), isKnown));
}

export class Texts {
  private readonly exact = new Set<string>(browserNames);
  private all = '';
  private readonly told = new Set<string>();

  constructor(
    private readonly page: Page,
    private readonly ear: Ear,
  ) {}

  private learn(answer: unknown, name = ''): void {
    if (typeof answer === 'string') {
      if (isNameOfProgram(answer) && !['tags', 'label', 'job_title'].includes(name)) return;
      const text = answer.replace(/\s+/g, ' ').trim();
      if (this.exact.has(text)) return;
      this.exact.add(text);
      this.all += `\n${text}`;
    } else if (Array.isArray(answer)) {
      for (const item of answer) this.learn(item, name);
    } else if (typeof answer === 'object' && answer !== null) {
      // A sentence of the server's has its key, and is to be said from the locale files.
      const isPhrase = 'key' in answer && 'text' in answer && answer.key !== '';
      for (const [key, value] of Object.entries(answer)) if (!(isPhrase && key === 'text')) this.learn(value, key);
    }
  }

  private isData({ text, words }: Shown): boolean {
    const rest = withoutAccented(outside(text))
      .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '')
      .trim();
    if (!/\p{L}/u.test(rest) || isMeasure(rest)) return true;
    const isKnown = (piece: string) =>
      this.exact.has(piece) || isMeasure(piece) || ((words || piece.length > 24) && this.all.includes(piece));
    return isKnown(text) || isKnown(rest) || isRowOf(rest.split(/[\s,·–:]+/), isKnown);
  }

  /** What is on screen that nobody translated, each told once. */
  async look(): Promise<string[]> {
    const shown = await this.page.evaluate(shownTexts);
    // Afterwards, because what is shown was answered before.
    for (const answer of await this.ear.given()) this.learn(answer);
    return shown
      .filter((one) => !this.told.has(one.text) && !this.isData(one))
      .filter(({ text }) => this.told.size < this.told.add(text).size)
      .map(({ text, where }) => `untranslated: “${text.slice(0, 120)}” in ${where.slice(0, 80)}`);
  }
}
