import clsx from 'clsx';
import type { ReactNode } from 'react';
import { usePageTitle } from '@/lib/title';
import classes from './Page.module.css';

/** A page's column: headers on top, one scrolling part below. */
export function Page({ children }: { children: ReactNode }) {
  return <div className={classes.page}>{children}</div>;
}

/** The part of a page that scrolls, where no virtual list does. `padded` gives it the page gutters. */
export function PageBody({ children, padded = false }: { children: ReactNode; padded?: boolean }) {
  return <div className={clsx(classes.body, padded && classes.padded)}>{children}</div>;
}

interface PageHeaderProps {
  title: string;
  /** Grey, beside the title: a date, a range. */
  detail?: ReactNode;
  /** Beside the title: a menu, a segmented control, a chip. */
  beside?: ReactNode;
  /** Buttons at the right; the filled one last. */
  actions?: ReactNode;
  /** 22-px title as on Today and records; otherwise 18 in a 56-px row. */
  large?: boolean;
  /** No line beneath, when a filter row follows. */
  open?: boolean;
}

export function PageHeader({ title, detail, beside, actions, large = false, open = false }: PageHeaderProps) {
  usePageTitle(title);
  return (
    <header className={clsx(classes.header, large && classes.large, open && classes.open)}>
      <div className={classes.heading}>
        <h1 className={classes.title} dir="auto">
          {title}
        </h1>
        {detail && <span className={classes.detail}>{detail}</span>}
      </div>
      {beside}
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}

/** The 48-px row beneath a header: tabs at the left, actions at the right. */
export function FilterRow({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className={classes.filters}>
      <div className={classes.filterStart}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
