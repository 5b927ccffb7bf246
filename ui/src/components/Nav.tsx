import type { Icon } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import clsx from 'clsx';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './Nav.module.css';

interface NavAnchorProps extends Omit<ComponentPropsWithRef<'a'>, 'children'> {
  label: string;
  icon?: Icon;
  count?: string | number | undefined;
  /** A red dot: something here is late. `alert` is what it means, said aloud. */
  alert?: string | undefined;
  /** A main entry (30 high, icon); otherwise a view (28 high). */
  main?: boolean;
  /** Beneath a main entry. */
  indented?: boolean;
}

function NavAnchor({ label, icon: IconShape, count, alert, main, indented, className, ...rest }: NavAnchorProps) {
  return (
    <a {...rest} className={clsx(classes.item, main && classes.main, indented && classes.indented, className)}>
      {IconShape && <IconShape size={16} stroke={1.75} aria-hidden="true" />}
      <span className={classes.label} dir="auto">
        {label}
      </span>
      {alert && <span className={classes.alert} role="img" aria-label={alert} />}
      {count !== undefined && <span className={classes.count}>{count}</span>}
    </a>
  );
}

/** A router link drawn as an entry of the navigation; takes every prop of `Link`. */
export const NavItem = createLink(NavAnchor);

/** A titled group of views under the navigation. Hidden while the navigation is collapsed. */
export function NavGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.items}>{children}</div>
    </section>
  );
}
