/** The business's own words for tickets, and the people and teams they belong to. */

import type { PriorityLevel } from '@/components/PriorityMark';
import type { GlyphShape } from '@/components/StatusGlyph';
import type { Item, Result } from '@/lib/api';
import { useRead } from '@/lib/query';

export type Ticket = Result<'tickets.get'>;
export type TicketRow = Item<'tickets.list'>;
export type TicketState = Ticket['state'];
export type Status = Item<'ticket_statuses.list'>;
export type Priority = Item<'ticket_priorities.list'>;
export type Category = Item<'ticket_categories.list'>;

export const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position;

export function useStatuses(): readonly Status[] {
  return useRead('ticket_statuses.list', {}).data?.items.toSorted(byPosition) ?? [];
}

export function usePriorities(): readonly Priority[] {
  return useRead('ticket_priorities.list', {}).data?.items.toSorted(byPosition) ?? [];
}

export function useCategories(): readonly Category[] {
  return useRead('ticket_categories.list', {}).data?.items ?? [];
}

export function useTeams(): readonly Item<'teams.list'>[] {
  return useRead('teams.list', {}).data?.items ?? [];
}

/** Everyone; `active` leaves out who no longer works here, for menus. */
export function useUsers(): readonly Item<'users.list'>[] {
  return useRead('users.list', {}).data?.items ?? [];
}

const SHAPES: Readonly<Record<TicketState, GlyphShape>> = {
  new: 'new',
  open: 'open',
  waiting_customer: 'waiting',
  waiting_third_party: 'waiting',
  on_hold: 'scheduled',
  solved: 'done',
  closed: 'closed',
};

export const shapeOf = (state: TicketState): GlyphShape => SHAPES[state];

export const isDone = (state: TicketState): boolean => state === 'solved' || state === 'closed';

export function levelOf(priority: Priority | undefined): PriorityLevel {
  const level = priority?.level;
  return level === 1 || level === 3 || level === 4 ? level : 2;
}

export const named = <T extends { id: number }>(items: readonly T[], id: number | null | undefined): T | undefined =>
  items.find((item) => item.id === id);
