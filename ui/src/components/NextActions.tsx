import { type Icon, IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import { LinkButton } from './LinkButton';
import classes from './NextActions.module.css';

export interface NextActionEntry {
  key: string;
  icon: Icon;
  /** A sentence that begins with its verb. */
  title: string;
  /** Why now; on hover. */
  why?: string;
  /** What it will do, at most three are shown. */
  steps?: readonly string[];
  /** Instead of "Do this". */
  label?: string;
  run: () => void;
  busy?: boolean;
}

interface NextActionsProps {
  actions: readonly NextActionEntry[];
  /** The first action carries the screen's one filled button (customer); otherwise it is tonal. */
  filled?: boolean;
}

const SHOWN = 4;
const MAX_STEPS = 3;

/** The card of recommended steps: the first in full, others as rows, from the fifth on behind "N more". */
export function NextActions({ actions, filled = false }: NextActionsProps) {
  const { t } = useTranslation('common');
  const [all, setAll] = useState(false);
  const [first, ...others] = actions;
  if (!first) return null;
  const shown = all ? others : others.slice(0, SHOWN - 1);
  const hidden = others.length - shown.length;
  return (
    <div className={classes.card}>
      <div className={classes.first}>
        <first.icon size={16} stroke={1.75} aria-hidden="true" />
        <div className={classes.firstText}>
          <p className={classes.title} dir="auto" title={first.why}>
            {first.title}
          </p>
          {first.steps && (
            <ul className={classes.steps}>
              {first.steps.slice(0, MAX_STEPS).map((step) => (
                <li key={step}>
                  <IconCheck size={14} stroke={2} aria-hidden="true" />
                  <span dir="auto">{step}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
        <Button compact variant={filled ? 'filled' : 'tonal'} onClick={first.run} busy={first.busy ?? false}>
          {first.label ?? t('doThis')}
        </Button>
      </div>
      {shown.map((action) => (
        <div key={action.key} className={classes.row}>
          <action.icon size={16} stroke={1.75} aria-hidden="true" />
          <span className={classes.rowTitle} dir="auto" title={action.why}>
            {action.title}
          </span>
          <LinkButton strong onClick={action.run} aria-label={`${action.label ?? t('doThis')}: ${action.title}`}>
            {action.label ?? t('doThis')}
          </LinkButton>
        </div>
      ))}
      {hidden > 0 && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
          {t('more', { count: hidden })}
        </button>
      )}
    </div>
  );
}
