import classes from './ProgressBar.module.css';

interface ProgressBarProps {
  /** What is on its way, said aloud. */
  label: string;
  /** Both absent while nobody knows how much there is. */
  value?: number | undefined;
  max?: number | undefined;
}

/** A 4-px bar: how far something is. */
export function ProgressBar({ label, value, max }: ProgressBarProps) {
  return (
    <progress
      className={classes.bar}
      aria-label={label}
      {...(value === undefined || max === undefined ? {} : { value, max })}
    />
  );
}
