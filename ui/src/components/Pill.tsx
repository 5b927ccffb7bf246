import type { Icon } from '@tabler/icons-react';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Tone } from './Chip';
import classes from './Chip.module.css';

/** A 20-px rounded count or amount, e.g. test counts on the builder's edges. */
export function Pill({
  children,
  tone = 'neutral',
  icon: IconShape,
}: {
  children: ReactNode;
  tone?: Tone;
  icon?: Icon;
}) {
  return (
    <span className={clsx(classes.chip, classes.pill, classes[tone])}>
      {IconShape && <IconShape size={12} stroke={2.25} aria-hidden="true" />}
      {children}
    </span>
  );
}
