/** Which language the texts are in, and how numbers and dates are written. */

export const ENGLISH = 'en';

/** The first wanted language that there are texts in, whatever its country; English when there is none. */
export function languageOf(wanted: readonly string[], known: readonly string[]): string {
  for (const tag of wanted) {
    const found = [tag, tag.split('-', 1)[0]].find((name) => name !== undefined && known.includes(name));
    if (found !== undefined) return found;
  }
  return ENGLISH;
}

/** How numbers and dates are written: as the business says; what the system does not know is written as the system does. */
export function usableLocale(tag: string, system: readonly string[] = navigator.languages): string {
  const known = [tag, ...system].find((candidate) => {
    try {
      return Intl.DateTimeFormat.supportedLocalesOf(candidate).length > 0;
    } catch {
      // Not even the shape of a language tag.
      return false;
    }
  });
  return known ?? ENGLISH;
}

/** Language and country of this system, for a business that has not said otherwise. */
export function systemLocale(): string {
  const { language, region } = new Intl.Locale(Intl.DateTimeFormat().resolvedOptions().locale);
  return region === undefined ? language : `${language}-${region}`;
}
