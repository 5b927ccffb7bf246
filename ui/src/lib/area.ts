/** What a feature contributes to the frame: its place in the navigation, its views, its "New" entries. */
import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';

interface Creation {
  id: string;
  labelKey: string;
  icon: Icon;
  /** Where the new thing is written; the page opens its form. */
  to: string;
}

export interface Area {
  id: string;
  /** First part of the address, `/tickets`. */
  path: string;
  /** Text key of the name, `common:nav.tickets`. */
  labelKey: string;
  icon: Icon;
  /** After `g`: `t` makes `g t`. */
  goKey: string;
  /** Shown at the right of the entry; a hook, so that it stays live. */
  useCount?: () => string | number | undefined;
  /** Entries indented beneath, while the area is open. */
  Children?: ComponentType;
  /** Groups of views under the navigation, while the area is open. */
  Views?: ComponentType;
  creations?: readonly Creation[];
  /** Always mounted, draws nothing: palette actions and searches, background hooks. */
  Always?: ComponentType;
}

/** A count the backend stops counting at some point: `1,486` or `1,000+`. */
export function formatCount(count: { n: number; more: boolean } | undefined, locale: string): string | undefined {
  if (!count) return undefined;
  const n = new Intl.NumberFormat(locale).format(count.n);
  return count.more ? `${n}+` : n;
}
