/** Leaves out what was not given, so that it travels as "not given" and makes no key of its own. */
export function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined | null | ''> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ) as { [K in keyof T]: Exclude<T[K], undefined | null | ''> };
}
