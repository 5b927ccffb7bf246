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
  /** It stands for the whole page, so its title is the page's. */
  page?: boolean;
}

/** Nothing is here: says so kindly and offers the one thing to do. */
export function EmptyState({ drawing = 'done', title, text, action, second, page = false }: EmptyStateProps) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className={classes.empty}>
      <Drawing kind={drawing} />
      <Heading className={classes.title}>{title}</Heading>
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
