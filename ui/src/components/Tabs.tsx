import { useBusiness } from '@/lib/business';
import classes from './Tabs.module.css';

interface TabOption<V extends string> {
  value: V;
  label: string;
  count?: number | undefined;
}

interface TabsProps<V extends string> {
  /** What is being filtered, said aloud. */
  label: string;
  value: V;
  options: readonly TabOption<V>[];
  onChange: (value: V) => void;
}

/** The filter tabs of a list: "Everything 14 · Tickets 5". They narrow one list, so they are pressed buttons. */
export function Tabs<V extends string>({ label, value, options, onChange }: TabsProps<V>) {
  const n = new Intl.NumberFormat(useBusiness((business) => business.locale));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and submit; these only narrow a list.
    <div role="group" aria-label={label} className={classes.tabs}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={classes.tab}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.count !== undefined && <span className={classes.count}>{n.format(option.count)}</span>}
        </button>
      ))}
    </div>
  );
}

interface SegmentedProps<V extends string> extends TabsProps<V> {
  /** Icons before the labels, by value. */
  icons?: Partial<Record<V, React.ReactNode>>;
}

/** One of few: Board | List, Reply | Note. */
export function Segmented<V extends string>({ label, value, options, onChange, icons }: SegmentedProps<V>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and submit; this switches a view.
    <div role="group" aria-label={label} className={classes.segmented}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={classes.segment}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {icons?.[option.value]}
          {option.label}
        </button>
      ))}
    </div>
  );
}
