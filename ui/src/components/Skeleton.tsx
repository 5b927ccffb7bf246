import { useEffect, useState } from 'react';
import classes from './Skeleton.module.css';

/** Quicker answers than this never flash a skeleton. */
const WAIT_MS = 150;

interface SkeletonProps {
  rows?: number;
  /** Of one row, so that nothing jumps when the real rows come. */
  height?: number;
}

/** Grey rows in the place of what is on its way; appears only when it takes a moment. */
export function Skeleton({ rows = 8, height = 56 }: SkeletonProps) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), WAIT_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-hidden="true" style={{ minHeight: rows * height }}>
      {late &&
        Array.from({ length: rows }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move.
          <div key={i} className={classes.row} style={{ height }}>
            <span style={{ width: `${52 - ((i * 13) % 24)}%` }} />
          </div>
        ))}
    </div>
  );
}
