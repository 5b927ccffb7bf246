import type { ReactNode } from 'react';
import classes from './ProgressRing.module.css';

type RingTone = 'accent' | 'amber' | 'red' | 'green' | 'idle';

interface ProgressRingProps {
  /** 0 to 1. */
  share: number;
  tone?: RingTone;
  size?: number;
  thickness?: number;
  /** In the middle: "18m", a check. */
  children?: ReactNode;
  label: string;
}

/** A ring whose arc is a share: time left, things done. `idle` draws a dashed track. */
export function ProgressRing({ share, tone = 'accent', size = 48, thickness = 4, children, label }: ProgressRingProps) {
  const radius = (size - thickness) / 2;
  const length = 2 * Math.PI * radius;
  const circle = { cx: size / 2, cy: size / 2, r: radius, fill: 'none', strokeWidth: thickness };
  return (
    <span className={classes.ring} data-tone={tone} role="img" aria-label={label} style={{ width: size, height: size }}>
      <svg width={size} height={size} aria-hidden="true">
        <circle {...circle} className={classes.track} strokeDasharray={tone === 'idle' ? '3 4' : undefined} />
        {tone !== 'idle' && share > 0 && (
          <circle
            {...circle}
            className={classes.arc}
            strokeDasharray={`${length * Math.min(share, 1)} ${length}`}
            transform={`rotate(-90 ${size / 2} ${size / 2})`}
          />
        )}
      </svg>
      <span className={classes.middle}>{children}</span>
    </span>
  );
}
