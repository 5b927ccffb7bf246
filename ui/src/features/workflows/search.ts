/** What the addresses of the list and of the run log say. */

export interface ListSearch {
  on?: boolean;
}

export const readListSearch = (raw: Record<string, unknown>): ListSearch =>
  typeof raw.on === 'boolean' ? { on: raw.on } : {};

export const RUN_STATUSES = ['failed', 'pending', 'skipped', 'completed'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export interface RunSearch {
  workflow?: number;
  status?: RunStatus;
  run?: number;
}

export function readRunSearch(raw: Record<string, unknown>): RunSearch {
  const id = (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
  const workflow = id(raw.workflow);
  const run = id(raw.run);
  const status = RUN_STATUSES.find((known) => known === raw.status);
  return { ...(workflow ? { workflow } : {}), ...(status ? { status } : {}), ...(run ? { run } : {}) };
}
