import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './StatTile.module.css';

interface StatTileProps {
  label: string;
  value: ReactNode;
  /** One note of 12 px. */
  note?: ReactNode;
  tone?: 'plain' | 'amber' | 'red';
  /** Where its records are; every tile opens them. */
  to?: string;
  /** Instead of `to`, when they are on this page. */
  onOpen?: () => void;
}

/** A number with its name. Put several into `StatRow`. */
export function StatTile({ label, value, note, tone = 'plain', to, onOpen }: StatTileProps) {
  const content = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{value}</span>
      <span className={classes.note} data-tone={tone}>
        {note}
      </span>
    </>
  );
  if (onOpen) {
    return (
      <button type="button" className={classes.tile} onClick={onOpen}>
        {content}
      </button>
    );
  }
  return to ? (
    <Link to={to} className={classes.tile}>
      {content}
    </Link>
  ) : (
    <div className={classes.tile}>{content}</div>
  );
}

/** Tiles side by side, divided by lines. */
export function StatRow({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}
