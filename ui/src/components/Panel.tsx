import { type ReactNode, useLayoutEffect } from 'react';
import { createPortal } from 'react-dom';
import { usePanel } from '@/lib/panel';
import { LinkButton } from './LinkButton';
import classes from './Panel.module.css';

/** Content of the right panel: Next actions first, then people, then facts. Rendered by the page it belongs to. */
export function Panel({ children }: { children: ReactNode }) {
  const target = usePanel((panel) => panel.target);
  useLayoutEffect(() => {
    usePanel.setState(({ users }) => ({ users: users + 1 }));
    return () => usePanel.setState(({ users }) => ({ users: users - 1 }));
  }, []);
  return target ? createPortal(children, target) : null;
}

interface PanelSectionProps {
  title: string;
  /** A count at the right of the title. */
  count?: string | number;
  /** A small action at the right of the title: "Add", "Why these times?". */
  action?: { label: string; onClick: () => void };
  /** Anything else at the right of the title, e.g. a key cap. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One titled part of the panel; parts are divided by lines. */
export function PanelSection({ title, count, action, aside, children }: PanelSectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <header className={classes.header}>
        <h2 className={classes.title}>{title}</h2>
        {count !== undefined && <span className={classes.count}>{count}</span>}
        {action && (
          <LinkButton className={classes.action} onClick={action.onClick}>
            {action.label}
          </LinkButton>
        )}
        {aside}
      </header>
      {children}
    </section>
  );
}
