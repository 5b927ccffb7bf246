import { type Icon, IconX } from '@tabler/icons-react';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import classes from './Chip.module.css';

export type Tone = 'neutral' | 'red' | 'amber' | 'green' | 'blue' | 'accent';

interface ChipProps {
  children: ReactNode;
  tone?: Tone;
  icon?: Icon;
  /** A sign of its own instead of a Tabler icon, e.g. a status glyph. */
  sign?: ReactNode;
  /** With an edge instead of a ground: something that can be changed. */
  outline?: boolean;
  /** 24 high, for header rows; otherwise 20. */
  tall?: boolean;
  onClick?: () => void;
  /** Shows a small cross. */
  onRemove?: () => void;
  removeLabel?: string;
  expanded?: boolean;
}

/** A tag, a state or a chosen value. Never colour alone: states bring their icon. */
export function Chip({
  children,
  tone = 'neutral',
  icon: IconShape,
  sign,
  outline,
  tall,
  onClick,
  onRemove,
  removeLabel,
  expanded,
}: ChipProps) {
  const content = (
    <>
      {IconShape && <IconShape size={tall ? 14 : 12} stroke={2.25} aria-hidden="true" />}
      {sign}
      <span className={classes.text} dir="auto">
        {children}
      </span>
    </>
  );
  const look = clsx(classes.chip, classes[tone], outline && classes.outline, tall && classes.tall);
  if (onClick) {
    return (
      <button type="button" className={clsx(look, classes.pressable)} onClick={onClick} aria-expanded={expanded}>
        {content}
      </button>
    );
  }
  return (
    <span className={look}>
      {content}
      {onRemove && (
        <button type="button" className={classes.remove} onClick={onRemove} aria-label={removeLabel}>
          <IconX size={12} stroke={2.25} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
