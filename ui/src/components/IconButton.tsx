import { Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import clsx from 'clsx';
import type { ComponentPropsWithRef } from 'react';
import { useKeysOf } from '@/lib/shortcuts';
import classes from './Button.module.css';
import { ariaKeys, Kbd } from './Kbd';

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type' | 'children'> {
  icon: Icon;
  /** Its name, for the tooltip and for those who hear it. */
  label: string;
  shortcut?: string;
  /** With an edge, as beside other buttons. */
  framed?: boolean;
  size?: number;
}

/** A 28-px button that is only an icon; hovering names it and shows its key. */
export function IconButton({
  icon: IconShape,
  label,
  shortcut,
  framed,
  size = 16,
  className,
  ...rest
}: IconButtonProps) {
  const keys = useKeysOf(shortcut);
  return (
    <Tooltip label={<TooltipText text={label} keys={keys} />}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-keyshortcuts={ariaKeys(keys)}
        className={clsx(classes.iconButton, framed && classes.framed, className)}
      >
        <IconShape size={size} stroke={1.75} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}

export function TooltipText({ text, keys }: { text: string; keys?: string | undefined }) {
  return (
    <>
      <span>{text}</span>
      {keys && <Kbd keys={keys} />}
    </>
  );
}
