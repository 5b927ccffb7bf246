/** What the address of the list says: a category, a state, a question. */
import type { Args } from '@/lib/api';

export type ArticleStatus = NonNullable<Args<'articles.list'>['status']>;

export const STATUSES: readonly ArticleStatus[] = ['published', 'draft', 'archived'];

export interface KnowledgeSearch {
  category?: number;
  status?: ArticleStatus;
  q?: string;
}

export function readSearch(raw: Record<string, unknown>): KnowledgeSearch {
  const category = Number(raw.category);
  const status = STATUSES.find((known) => known === raw.status);
  return {
    ...(Number.isInteger(category) && category > 0 ? { category } : {}),
    ...(status ? { status } : {}),
    ...(typeof raw.q === 'string' && raw.q !== '' ? { q: raw.q } : {}),
  };
}
