import classes from './Avatar.module.css';

interface AvatarProps {
  name: string;
  kind?: 'person' | 'organisation';
  size?: 20 | 24 | 28 | 40 | 48;
  /** The name stands beside it, so nobody needs to hear it twice. */
  decorative?: boolean;
}

const GROUNDS = 6;

/** The same name always has the same ground. */
export function groundOf(name: string): number {
  let sum = 0;
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return (sum % GROUNDS) + 1;
}

/** First letters of the first and last word that begin with a letter. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  const initials = picked.map((word) => [...(word ?? '')][0] ?? '').join('');
  return initials.toLocaleUpperCase() || '?';
}

/** Circle: a person. Rounded square: an organisation. */
export function Avatar({ name, kind = 'person', size = 28, decorative = false }: AvatarProps) {
  const label = decorative ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': name };
  return (
    <span
      {...label}
      className={classes.avatar}
      data-kind={kind}
      data-size={size}
      style={{ background: `var(--oh-avatar-${groundOf(name)})` }}
    >
      {initialsOf(name)}
    </span>
  );
}
