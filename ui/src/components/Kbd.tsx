import { IconCornerDownLeft } from '@tabler/icons-react';
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
  const strokes = capsOf(keys);
  const caps = joined ? [strokes] : strokes.map((stroke) => [stroke]);
  return (
    <span className={classes.caps} aria-hidden="true">
      {caps.map((signs, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a key may repeat (g g), and the order never changes.
        <kbd key={i} className={clsx(classes.cap, onAccent && classes.onAccent)}>
          {signs.map((sign) => (
            <span key={sign}>{sign === '↵' ? <IconCornerDownLeft size={12} stroke={2} /> : sign}</span>
          ))}
        </kbd>
      ))}
    </span>
  );
}

/** `aria-keyshortcuts` spelling: `mod+k` → `Control+K`. */
export function ariaKeys(keys: string | undefined): string | undefined {
  return keys?.replace('mod', 'Control').replace(/\b[a-z]$/, (key) => key.toUpperCase());
}
