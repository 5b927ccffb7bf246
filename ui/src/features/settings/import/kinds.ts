/** What can be imported, and which facts of a row there are room for. */
import type { Args, Result } from '@/lib/api';

export type ImportKind = Args<'imports.start'>['kind'];
export type Report = Result<'imports.rehearse'>;
export type Mapping = NonNullable<Args<'imports.start'>['mapping']>;

export const KINDS: readonly ImportKind[] = ['contacts', 'articles', 'tickets-log'];

/** Our fields per kind, in the order in which people think of them. The first ones are needed. */
export const FIELDS: Readonly<Record<ImportKind, readonly string[]>> = {
  contacts: [
    'name',
    'first_name',
    'last_name',
    'organisation',
    'job_title',
    'email',
    'email_2',
    'phone',
    'phone_2',
    'web',
    'street',
    'postal_code',
    'city',
    'country',
    'status',
    'source',
    'tags',
    'about',
    'key',
  ],
  articles: ['title', 'body', 'key'],
  'tickets-log': [
    'key',
    'at',
    'opened_at',
    'subject',
    'status',
    'priority',
    'category',
    'team',
    'assignee',
    'requester',
    'channel',
  ],
};

/** A file that was sent, with what we know of it. */
export interface Upload {
  id: number;
  name: string;
  /** Names of its columns, read here so that they can be mapped even when the rehearsal refuses. */
  columns: string[];
}

/** How much of a file is read to find its header. */
const HEAD_BYTES = 65_536;

/** The names in the first line of a CSV file: commas, semicolons or tabs, quoted or not. */
export async function columnsOf(file: File): Promise<string[]> {
  const head = (await file.slice(0, HEAD_BYTES).text()).replace(/^\uFEFF/, '');
  const names: string[] = [];
  let name = '';
  let quoted = false;
  const separator = separatorOf(head);
  for (const sign of head) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === separator) {
      names.push(name.trim());
      name = '';
    } else if (!quoted && (sign === '\n' || sign === '\r')) break;
    else name += sign;
  }
  return [...names, name.trim()].filter((column) => column !== '');
}

function separatorOf(head: string): string {
  const line = head.split(/[\r\n]/, 1)[0] ?? '';
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}

/** A report out of a finished job's result; undefined when the job left none. */
export function reportOf(result: unknown): Report | undefined {
  if (typeof result !== 'object' || result === null || !('rows' in result) || !('rejects' in result)) return undefined;
  return result as Report;
}

/** "low = 1" per line, as typed, to names and values. */
export function pairsOf(typed: string): Record<string, string> {
  const pairs = typed.split('\n').map((line) => {
    const at = line.lastIndexOf('=');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  return Object.fromEntries(pairs.filter(([from, to]) => from !== '' && to !== ''));
}

export const linesOf = (pairs: Record<string, unknown> | undefined): string =>
  Object.entries(pairs ?? {})
    .map(([from, to]) => `${from} = ${String(to)}`)
    .join('\n');
