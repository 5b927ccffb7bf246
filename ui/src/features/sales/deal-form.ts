/** Between what stands in a deal's form and what the operations take. */
import type { Args, Item, Result } from '@/lib/api';
import { formatMoney } from '@/lib/money';

export type Deal = Result<'deals.get'>;
export type Pipeline = Item<'pipelines.list'>;

export interface DealValues extends Record<string, unknown> {
  title: string;
  customer_id: number | null;
  pipeline_id: number | null;
  stage_id: number | null;
  /** As typed: "12,600". */
  value: string;
  owner_id: number | null;
  expected_close_on: string | null;
  lost_reason: string;
}

export const valuesOf = (deal: Deal, locale: string): DealValues => ({
  title: deal.title,
  customer_id: deal.customer_id ?? null,
  pipeline_id: deal.pipeline_id,
  stage_id: deal.stage_id,
  value: deal.value_minor === 0 ? '' : formatMoney(deal.value_minor, deal.currency, locale),
  owner_id: deal.owner_id ?? null,
  expected_close_on: deal.expected_close_on ?? null,
  lost_reason: deal.lost_reason ?? '',
});

/** Stages a new deal may start in, as choices. */
export const openStages = (pipelines: readonly Pipeline[], pipelineId: number | null) =>
  (pipelines.find(({ id }) => id === pipelineId)?.stages ?? []).filter(({ kind }) => kind === 'open');

/** Only what differs from what was opened; fields that others changed meanwhile stay theirs. */
export function changedArgs(was: DealValues, now: DealValues, valueMinor: number): Partial<Args<'deals.update'>> {
  const all = {
    title: now.title,
    customer_id: now.customer_id,
    owner_id: now.owner_id,
    expected_close_on: now.expected_close_on,
    lost_reason: now.lost_reason || null,
  };
  const before = { ...was, lost_reason: was.lost_reason || null };
  const kept = Object.entries(all).filter(([key, value]) => value !== before[key as keyof typeof all]);
  return { ...Object.fromEntries(kept), ...(now.value === was.value ? {} : { value_minor: valueMinor }) };
}
