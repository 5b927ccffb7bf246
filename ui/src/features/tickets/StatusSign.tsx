import { StatusGlyph } from '@/components/StatusGlyph';
import { type Status, shapeOf, type TicketState } from './lookups';
import classes from './StatusSign.module.css';

/** Colours a business may give a status; without one it has the colour of its kind. */
export const COLOURS = ['blue', 'teal', 'amber', 'green', 'red', 'grey'] as const;

interface StatusSignProps {
  state: TicketState;
  status?: Pick<Status, 'colour'> | undefined;
  label?: string;
}

/** The glyph of a status: its shape says the kind, its colour what the business chose. */
export function StatusSign({ state, status, label }: StatusSignProps) {
  return (
    <span className={classes.sign} data-colour={status?.colour ?? undefined}>
      <StatusGlyph shape={shapeOf(state)} {...(label ? { label } : {})} />
    </span>
  );
}
