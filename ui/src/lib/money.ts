/** Money as people read it: "£3,480", "£1,240.50", and "£128k" where room is short. */

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}|${currency}|${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency, ...options });
  formats.set(key, made);
  return made;
}

/** How many minor units make one, e.g. 100 pence, 1 yen. */
function unitsOf(locale: string, currency: string): number {
  return 10 ** (format(locale, currency, {}).resolvedOptions().maximumFractionDigits ?? 2);
}

/** Whole amounts drop their zeros, others show every minor unit. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const units = unitsOf(locale, currency);
  const options = minor % units === 0 ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
  return format(locale, currency, options).format(minor / units);
}

/** Rounded to whole units, for figures that are estimates anyway. */
export const formatMoneyWhole = (minor: number, currency: string, locale: string): string =>
  format(locale, currency, { minimumFractionDigits: 0, maximumFractionDigits: 0 }).format(
    minor / unitsOf(locale, currency),
  );

export function formatMoneyShort(minor: number, currency: string, locale: string): string {
  const value = minor / unitsOf(locale, currency);
  if (Math.abs(value) < 10_000) return formatMoney(Math.round(value) * unitsOf(locale, currency), currency, locale);
  return format(locale, currency, { notation: 'compact', maximumFractionDigits: 0 }).format(value).replace('K', 'k');
}

/** How numbers are written where this business is: its digits, its separators, its grouping. */
interface Writing {
  digits: readonly string[];
  decimals: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  /** `1,234,567`, or `12,34,567` as in India. */
  grouped: RegExp;
  /** What may stand before or after the number: sign and code of the currency, longest first. */
  names: readonly string[];
  fractionDigits: number;
}

const writings = new Map<string, Writing>();

function writingOf(locale: string, currency: string): Writing {
  const key = `${locale}|${currency}`;
  const known = writings.get(key);
  if (known) return known;
  const full = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, useGrouping: true });
  const money = format(locale, currency, {});
  // Some places separate plain numbers otherwise than money; both are read.
  const parts = [...full.formatToParts(12_345_678.9), ...money.formatToParts(12_345_678.9)];
  const valuesOf = (type: string) => parts.filter((part) => part.type === type).map((part) => spaced(part.value));
  const decimals = new Set(valuesOf('decimal'));
  const groups = new Set([...valuesOf('group').filter((sign) => !decimals.has(sign)), ' ']);
  // The typographic apostrophe of Switzerland is on no keyboard.
  if (groups.has('’')) groups.add("'");
  const middle = full.formatToParts(12_345_678).filter(({ type }) => type === 'integer')[1];
  const size = middle?.value.length === 2 ? 2 : 3;
  const names = (['symbol', 'narrowSymbol', 'code'] as const).flatMap((currencyDisplay) =>
    format(locale, currency, { currencyDisplay })
      .formatToParts(1)
      .filter(({ type }) => type === 'currency')
      .map(({ value }) => spaced(value).toLowerCase()),
  );
  const made: Writing = {
    digits: [...new Intl.NumberFormat(locale, { useGrouping: false }).format(9_876_543_210)].reverse(),
    decimals,
    groups,
    grouped: new RegExp(`^\\d{1,${size}}(?:(?:,\\d{${size}})*,\\d{3})?$`),
    names: [...new Set([...names, currency.toLowerCase()])].sort((a, b) => b.length - a.length),
    fractionDigits: money.resolvedOptions().maximumFractionDigits ?? 2,
  };
  writings.set(key, made);
  return made;
}

/** Every kind of space as the one on the keyboard; marks of direction are for the eye only. */
const spaced = (text: string): string => text.replace(/[\u200e\u200f\u061c]/g, '').replace(/\s/g, ' ');

export type Amount = { minor: number } | { wrong: 'unclear' | 'tooLarge' };

const UNCLEAR: Amount = { wrong: 'unclear' };

/**
 * What a person typed, as minor units. Only what can mean one thing where this business is: `6.250` may be six or six
 * thousand elsewhere, and a guess would be wrong by a thousand times.
 */
export function parseMoney(typed: string, currency: string, locale: string): Amount {
  const writing = writingOf(locale, currency);
  const { negative, number } = stripped(spaced(typed).trim().toLowerCase(), writing);
  const plain = [...number].map((sign) => {
    const digit = writing.digits.indexOf(sign);
    return digit < 0 ? sign : String(digit);
  });
  const points = plain.flatMap((sign, i) => (writing.decimals.has(sign) ? [i] : []));
  if (points.length > 1) return UNCLEAR;
  const at = points[0] ?? plain.length;
  const fraction = plain.slice(at + 1).join('');
  const separators = new Set(plain.slice(0, at).filter((sign) => writing.groups.has(sign)));
  const whole = plain
    .slice(0, at)
    .map((sign) => (writing.groups.has(sign) ? ',' : sign))
    .join('');
  const wholeClear = /^\d+$/.test(whole) || (separators.size === 1 && writing.grouped.test(whole));
  const fractionClear = at === plain.length || (/^\d+$/.test(fraction) && fraction.length <= writing.fractionDigits);
  if (!wholeClear || !fractionClear) return UNCLEAR;
  const minor = BigInt(whole.replaceAll(',', '') + fraction.padEnd(writing.fractionDigits, '0'));
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) return { wrong: 'tooLarge' };
  return { minor: negative && minor > 0n ? -Number(minor) : Number(minor) };
}

/** Without a minus before it and the currency on either side, each at most once. */
function stripped(typed: string, { names }: Writing): { negative: boolean; number: string } {
  let number = typed;
  let negative = false;
  const takeMinus = () => {
    if (negative || !/^[-−]/.test(number)) return;
    negative = true;
    number = number.slice(1).trimStart();
  };
  takeMinus();
  const before = names.find((name) => number.startsWith(name));
  if (before) number = number.slice(before.length).trimStart();
  takeMinus();
  const after = names.find((name) => number.endsWith(name));
  if (after) number = number.slice(0, -after.length).trimEnd();
  return { negative, number };
}

/** An amount written out in full, to show how it is done: "6,250.50". */
export function exampleMoney(currency: string, locale: string): string {
  const digits = writingOf(locale, currency).fractionDigits;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, options).format(6250.5);
}
