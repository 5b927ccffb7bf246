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

/** What a person typed, as minor units; undefined when it is not an amount. */
export function parseMoney(typed: string, currency: string, locale: string): number | undefined {
  const decimal =
    new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';
  const plain = typed.replace(/[^\d.,-]/g, '').split(decimal);
  const [whole = '', fraction = '', ...more] = plain.map((part) => part.replace(/[.,]/g, ''));
  if (more.length > 0 || !/^-?\d+$/.test(whole) || !/^\d*$/.test(fraction)) return undefined;
  return Math.round(Number(`${whole}.${fraction || '0'}`) * unitsOf(locale, currency));
}
