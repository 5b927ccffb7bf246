import classes from './EmptyState.module.css';

export type DrawingKind = 'done' | 'list' | 'search' | 'board' | 'book' | 'flow';

/** Line drawings of 176×112 for empty states, in two greys and one accent. */
export function Drawing({ kind }: { kind: DrawingKind }) {
  return (
    <svg
      className={classes.drawing}
      width="176"
      height="112"
      viewBox="0 0 176 112"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path className={classes.faint} d="M8 100h160" />
      {DRAWINGS[kind]}
    </svg>
  );
}

const DRAWINGS = {
  done: (
    <>
      <path className={classes.faint} d="M52 36V18h12v18" />
      <rect className={classes.ground} x="36" y="36" width="64" height="64" rx="6" />
      <path className={classes.faint} d="M36 52h64" />
      <path d="M46 44h.5M82 44h8" />
      <path
        className={`${classes.accent} ${classes.tint}`}
        d="M68 92c6 0 10-4 10-9.6 0-4-2.5-6.4-4-8.4-.5 2-1.5 3-3 3.5.500-4-1-8-5-10.5.500 4-1.5 6-4 9-2 2.2-4 4-4 7 0 5.5 4 9 10 9z"
      />
      <path d="M116 80h28v20h-28zM144 84h4a6 6 0 0 1 0 12h-4" />
      <path className={classes.faint} d="M125 72c-2-3 2-5 0-9M135 72c-2-3 2-5 0-9" />
    </>
  ),
  list: (
    <>
      <rect className={classes.ground} x="44" y="24" width="88" height="76" rx="6" />
      <path className={classes.faint} d="M44 48h88M44 74h88" />
      <path d="M70 36h42M70 61h30M70 87h36" />
      <circle className={classes.tint} cx="57" cy="36" r="4.5" />
      <path className={classes.accent} d="M52.5 61l3 3 5.5-6" />
      <circle cx="57" cy="87" r="4.5" />
    </>
  ),
  search: (
    <>
      <rect className={classes.ground} x="36" y="30" width="72" height="70" rx="6" />
      <path className={classes.faint} d="M48 46h40M48 60h28M48 74h34" />
      <circle className={`${classes.accent} ${classes.tint}`} cx="110" cy="62" r="19" />
      <path className={classes.accent} d="M124 76l16 16" />
    </>
  ),
  board: (
    <>
      <rect className={classes.ground} x="30" y="28" width="34" height="72" rx="6" />
      <rect className={classes.ground} x="71" y="28" width="34" height="72" rx="6" />
      <rect className={classes.ground} x="112" y="28" width="34" height="72" rx="6" />
      <path className={classes.faint} d="M37 38h14M78 38h14M119 38h14" />
      <rect x="36" y="46" width="22" height="16" rx="3" />
      <rect x="36" y="68" width="22" height="16" rx="3" />
      <rect className={`${classes.accent} ${classes.tint}`} x="77" y="46" width="22" height="16" rx="3" />
      <path className={classes.faint} d="M118 46h22v16h-22z" strokeDasharray="3 3" />
    </>
  ),
  book: (
    <>
      <path
        className={classes.ground}
        d="M88 40c-10-8-26-9-44-8v60c18-1 34 0 44 8 10-8 26-9 44-8V32c-18-1-34 0-44 8z"
      />
      <path d="M88 40v60" />
      <path
        className={classes.faint}
        d="M54 46c8 0 16 1 23 4M54 60c8 0 16 1 23 4M54 74c8 0 16 1 23 4M99 64c7-3 15-4 23-4M99 78c7-3 15-4 23-4"
      />
      <path className={classes.accent} d="M99 50c7-3 15-4 23-4" />
    </>
  ),
  flow: (
    <>
      <rect className={classes.ground} x="56" y="18" width="64" height="22" rx="5" />
      <rect className={`${classes.accent} ${classes.tint}`} x="56" y="54" width="64" height="22" rx="5" />
      <path d="M88 40v14M88 76v24" />
      <path className={classes.faint} d="M68 29h26M68 65h34M120 65h20v35" />
      <circle className={classes.ground} cx="88" cy="100" r="4" />
    </>
  ),
} as const;
