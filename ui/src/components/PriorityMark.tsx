import classes from './marks.module.css';
import { Sign } from './Sign';

/** 1 low, 2 normal, 3 high, 4 urgent. */
export type PriorityLevel = 1 | 2 | 3 | 4;

interface PriorityMarkProps {
  level: PriorityLevel;
  /** Said aloud; leave out where the name stands beside it. */
  label?: string;
}

/** One, two or three bars; urgent is a red square with "!". Lists show only high and urgent. */
export function PriorityMark({ level, label }: PriorityMarkProps) {
  if (level === 4) {
    return (
      <Sign label={label}>
        <svg aria-hidden="true" className={classes.urgent} width="14" height="14" viewBox="0 0 14 14">
          <rect width="14" height="14" rx="3" fill="currentColor" />
          <path d="M7 3.4v4.4M7 10.4v.1" className={classes.inside} strokeWidth="1.9" strokeLinecap="round" />
        </svg>
      </Sign>
    );
  }
  return (
    <Sign label={label}>
      <svg aria-hidden="true" className={classes.bars} width="14" height="14" viewBox="0 0 14 14" fill="currentColor">
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 5 + 0.5}
            y={13 - bar * 4}
            width="3"
            height={bar * 4}
            rx="0.75"
            opacity={bar <= level ? 1 : 0.25}
          />
        ))}
      </svg>
    </Sign>
  );
}
