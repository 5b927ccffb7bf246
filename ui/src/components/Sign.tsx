import type { ReactNode } from 'react';
import classes from './marks.module.css';

/** Gives a drawn sign its name; without one it is decoration beside words. */
export function Sign({ label, children }: { label: string | undefined; children: ReactNode }) {
  if (!label) return children;
  return (
    <span className={classes.sign} role="img" aria-label={label} title={label}>
      {children}
    </span>
  );
}
