import clsx from 'clsx';
import type { ComponentPropsWithRef } from 'react';
import classes from './Button.module.css';

interface LinkButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type'> {
  strong?: boolean;
}

/** An action that reads like a link: "Do this", "Why these times?". */
export function LinkButton({ strong = false, className, ...rest }: LinkButtonProps) {
  return <button {...rest} type="button" className={clsx(classes.link, strong && classes.strong, className)} />;
}
