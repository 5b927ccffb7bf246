import { useEffect, useRef } from 'react';
import { Kbd } from '@/components/Kbd';
import { Marked } from '@/components/Marked';
import { marksOf, type PaletteItem } from '@/lib/palette';
import classes from './Palette.module.css';

interface PaletteRowProps {
  item: PaletteItem;
  query: string;
  active: boolean;
  onChoose: () => void;
}

/** One hit. Keys and mouse live on the listbox pattern: the box has the focus, the row is only pointed at. */
export function PaletteRow({ item, query, active, onChoose }: PaletteRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const latest = useRef(onChoose);
  latest.current = onChoose;
  useEffect(() => {
    const element = row.current;
    const choose = () => latest.current();
    element?.addEventListener('click', choose);
    return () => element?.removeEventListener('click', choose);
  }, []);
  return (
    <div ref={row} id={`palette-${item.id}`} role="option" tabIndex={-1} aria-selected={active} className={classes.row}>
      <span className={classes.icon}>{item.icon}</span>
      <span className={classes.label} dir="auto">
        <Marked text={item.label} marks={item.marks ?? marksOf(item.label, query) ?? []} />
        {item.detail && <span className={classes.detail}> {item.detail}</span>}
      </span>
      {item.note && <span className={classes.note}>{item.note}</span>}
      {active ? <Kbd keys="enter" /> : item.keys && <Kbd keys={item.keys} />}
    </div>
  );
}
