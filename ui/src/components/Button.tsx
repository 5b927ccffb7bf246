import type { Icon } from '@tabler/icons-react';
import clsx from 'clsx';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { useKeysOf } from '@/lib/shortcuts';
import classes from './Button.module.css';
import { ariaKeys, Kbd } from './Kbd';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type'> {
  /** `filled`: the one recommended step of a screen. `tonal`: beside it. `default`: edge. `plain`: in rows. `subtle`: bare. */
  variant?: 'filled' | 'tonal' | 'default' | 'plain' | 'subtle' | 'danger';
  /** 28 high instead of 32; for rows and headers. */
  compact?: boolean;
  icon?: Icon;
  /** Id of a registered shortcut; its key is shown while it is offered. */
  shortcut?: string;
  /** Keys to show that are handled elsewhere, e.g. by a list. */
  keys?: string;
  submit?: boolean;
  /** Something is on its way; the button keeps its size and does nothing. */
  busy?: boolean;
  fullWidth?: boolean;
  children: ReactNode;
}

export function Button({
  variant = 'default',
  compact = false,
  icon: IconShape,
  shortcut,
  keys,
  submit = false,
  busy = false,
  fullWidth = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const registered = useKeysOf(shortcut);
  const shown = keys ?? registered;
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      aria-keyshortcuts={ariaKeys(shown)}
      className={clsx(
        classes.button,
        classes[variant],
        compact && classes.compact,
        shown && classes.keyed,
        fullWidth && classes.full,
        className,
      )}
    >
      {IconShape && <IconShape size={16} stroke={1.75} aria-hidden="true" />}
      <span className={classes.label}>{children}</span>
      {shown && <Kbd keys={shown} onAccent={variant === 'filled'} joined={shown.startsWith('mod+')} />}
    </button>
  );
}
