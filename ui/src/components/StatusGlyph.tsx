import classes from './marks.module.css';
import { Sign } from './Sign';

export type GlyphShape = 'new' | 'open' | 'waiting' | 'scheduled' | 'done' | 'closed';

interface StatusGlyphProps {
  shape: GlyphShape;
  /** Said aloud; leave out where the state also stands in words. */
  label?: string;
  size?: number;
}

/** 14-px shapes that differ without colour: dashed ring, half disc, pause, clock, disc with check. */
export function StatusGlyph({ shape, label, size = 14 }: StatusGlyphProps) {
  return (
    <Sign label={label}>
      <svg
        className={classes.glyph}
        data-shape={shape}
        width={size}
        height={size}
        viewBox="0 0 14 14"
        fill="none"
        aria-hidden="true"
      >
        {SHAPES[shape]}
      </svg>
    </Sign>
  );
}

const ring = <circle cx="7" cy="7" r="6" stroke="currentColor" strokeWidth="1.75" />;
const line = { stroke: 'currentColor', strokeWidth: 1.75, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
const check = (
  <path
    d="M4.3 7.2 6.2 9l3.6-3.8"
    className={classes.inside}
    strokeWidth="1.75"
    strokeLinecap="round"
    strokeLinejoin="round"
  />
);

const SHAPES = {
  new: <circle cx="7" cy="7" r="6" stroke="currentColor" strokeWidth="1.75" strokeDasharray="2.6 2.11" />,
  open: (
    <>
      {ring}
      <path d="M7 3.4a3.6 3.6 0 0 1 0 7.2z" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      {ring}
      <path d="M5.6 5v4M8.4 5v4" {...line} />
    </>
  ),
  scheduled: (
    <>
      {ring}
      <path d="M7 4v3.2l2 1.3" {...line} />
    </>
  ),
  done: (
    <>
      <circle cx="7" cy="7" r="7" fill="currentColor" />
      {check}
    </>
  ),
  closed: (
    <>
      <circle cx="7" cy="7" r="7" fill="currentColor" />
      {check}
    </>
  ),
} as const;
