/** Splits an operation's flat arguments into the parts of a request. */
import type { Method } from '@/platform/road';

export interface OperationSpec {
  method: Method;
  /** With `{name}` placeholders. */
  path: string;
  /** Topics whose changes make a read's answer stale. */
  reads: readonly string[];
  write: boolean;
  /** Arguments that go into the query even when the operation has a body. */
  query: readonly string[];
}

type Flat = Readonly<Record<string, unknown>>;

const encode = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/**
 * Names in the path go into the path; the rest of a GET into the query (objects as JSON), of anything else
 * into the JSON body. `undefined` means "not given" and is left out; `null` clears, so it stays in a body.
 */
export function splitArgs(spec: OperationSpec, args: Flat): { path: string; body?: Flat } {
  const rest = new Map(Object.entries(args).filter(([, value]) => value !== undefined));
  const path = spec.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    if (value === undefined || value === null) throw new Error(`${spec.path} needs ${name}`);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of rest) {
    if (spec.method !== 'GET' && !spec.query.includes(name)) continue;
    rest.delete(name);
    if (value !== null) query.append(name, encode(value));
  }
  const search = query.toString();
  const full = search ? `${path}?${search}` : path;
  if (spec.method === 'GET') return { path: full };
  if (spec.method === 'DELETE' && rest.size === 0) return { path: full };
  return { path: full, body: Object.fromEntries(rest) };
}
