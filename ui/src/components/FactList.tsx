import type { ReactNode } from 'react';
import classes from './FactList.module.css';

export interface Fact {
  label: string;
  value: ReactNode;
  /** Whole value on hover, when it may be cut. */
  title?: string;
}

/** Label and value, 24 high, in the panel. */
export function FactList({ facts, wide = false }: { facts: readonly Fact[]; wide?: boolean }) {
  return (
    <dl className={classes.facts} data-wide={wide || undefined}>
      {facts.map(({ label, value, title }) => (
        <div key={label} className={classes.fact}>
          <dt title={label}>{label}</dt>
          <dd dir="auto" title={title}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
