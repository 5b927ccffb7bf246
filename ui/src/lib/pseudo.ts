/**
 * The pseudo-locale `en-XA`: English with accents, a third longer and in brackets. What is not translated, what is
 * cut off and what was glued together from pieces shows at a glance.
 */
const ACCENTS: Readonly<Record<string, string>> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ğ',
  h: 'ĥ',
  i: 'í',
  j: 'ĵ',
  k: 'ķ',
  l: 'ĺ',
  m: 'ɱ',
  n: 'ñ',
  o: 'ó',
  p: 'þ',
  q: 'ɋ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'ú',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
  A: 'Á',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  F: 'Ƒ',
  G: 'Ğ',
  H: 'Ĥ',
  I: 'Í',
  J: 'Ĵ',
  K: 'Ķ',
  L: 'Ĺ',
  M: 'Ḿ',
  N: 'Ñ',
  O: 'Ó',
  P: 'Þ',
  Q: 'Ɋ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Ú',
  V: 'Ṽ',
  W: 'Ŵ',
  X: 'Ẋ',
  Y: 'Ý',
  Z: 'Ž',
};

/** Values, tags and references to other keys must arrive unharmed. */
const KEEP = /(\{\{[^}]*\}\}|<[^>]*>|\$t\([^)]*\))/;
const LONGER = 0.3;

export function pseudo(text: string): string {
  let letters = 0;
  const accented = text
    .split(KEEP)
    .map((piece, i) => {
      if (i % 2 === 1) return piece;
      letters += piece.length;
      return piece.replace(/[a-z]/gi, (letter) => ACCENTS[letter] ?? letter);
    })
    .join('');
  return `[${accented}${'~'.repeat(Math.ceil(letters * LONGER))}]`;
}

export type Texts = { [key: string]: string | Texts };

export function pseudoTexts(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key, typeof value === 'string' ? pseudo(value) : pseudoTexts(value)]),
  );
}
