import clsx from 'clsx';
import classes from './UserText.module.css';

interface UserTextProps {
  children: string;
  /** Cut after this many lines; 1 cuts with an ellipsis on one line. */
  lines?: number;
  className?: string;
}

/** Plain text people typed: keeps its lines, finds its own direction, never becomes markup. */
export function UserText({ children, lines, className }: UserTextProps) {
  return (
    <span
      dir="auto"
      className={clsx(classes.text, lines !== undefined && classes.cut, className)}
      style={lines === undefined ? undefined : { WebkitLineClamp: lines }}
    >
      {children}
    </span>
  );
}
