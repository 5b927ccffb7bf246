import clsx from 'clsx';
import { capsOf } from '@/lib/shortcuts';
import classes from './Kbd.module.css';

interface KbdProps {
  /** In the registry's spelling: `mod+k`, `g t`. */
  keys: string;
  /** On a filled button. */
  onAccent?: boolean;
  /** All keys in one cap, as on buttons: "Ctrl ↵". */
  joined?: boolean;
}

/** Key caps. Decoration only: the shortcut itself is announced by the control's `aria-keyshortcuts`. */
export function Kbd({ keys, onAccent = false, joined = false }: KbdProps) {
  const caps = joined ? [capsOf(keys).join(' ')] : capsOf(keys);
  return (
    <span className={classes.caps} aria-hidden="true">
      {caps.map((cap, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a key may repeat (g g), and the order never changes.
        <kbd key={i} className={clsx(classes.cap, onAccent && classes.onAccent)}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}

/** `aria-keyshortcuts` spelling: `mod+k` → `Control+K`. */
export function ariaKeys(keys: string | undefined): string | undefined {
  return keys?.replace('mod', 'Control').replace(/\b[a-z]$/, (key) => key.toUpperCase());
}
