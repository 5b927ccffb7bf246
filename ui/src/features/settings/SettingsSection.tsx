import type { ReactNode } from 'react';
import classes from './Settings.module.css';

interface SettingsSectionProps {
  title: string;
  text?: string;
  /** At the right of the title. */
  action?: ReactNode;
  children?: ReactNode;
}

/** One titled part of a settings page. */
export function SettingsSection({ title, text, action, children }: SettingsSectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <header>
        <div className={classes.sectionTitle}>
          <h2>{title}</h2>
          {text && <p className={classes.help}>{text}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
