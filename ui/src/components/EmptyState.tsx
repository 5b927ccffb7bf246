import type { ReactNode } from 'react';
import { Drawing, type DrawingKind } from './Drawing';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  drawing?: DrawingKind;
  title: string;
  /** One sentence that teaches. */
  text: ReactNode;
  /** One filled button. */
  action?: ReactNode;
  /** At most one plain button. */
  second?: ReactNode;
}

/** Nothing is here: says so kindly and offers the one thing to do. */
export function EmptyState({ drawing = 'done', title, text, action, second }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <Drawing kind={drawing} />
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{text}</p>
      {(action || second) && (
        <div className={classes.actions}>
          {action}
          {second}
        </div>
      )}
    </div>
  );
}
