/** The tree of categories, flattened in reading order. */
import type { Item } from '@/lib/api';
import { useRead } from '@/lib/query';

export type Category = Item<'article_categories.list'>;

export interface Branch {
  category: Category;
  /** 0 at the top. */
  depth: number;
  /** "Heating / Boilers". */
  path: string;
}

/** Parents before their children; a category whose parent is gone stands at the top. */
function branchesOf(categories: readonly Category[]): Branch[] {
  const known = new Set(categories.map(({ id }) => id));
  const children = new Map<number | null, Category[]>();
  for (const category of categories) {
    const parent = category.parent_id != null && known.has(category.parent_id) ? category.parent_id : null;
    children.set(parent, [...(children.get(parent) ?? []), category]);
  }
  const walk = (parent: number | null, depth: number, path: string): Branch[] =>
    (children.get(parent) ?? []).flatMap((category) => {
      const here = path === '' ? category.name : `${path} / ${category.name}`;
      return [{ category, depth, path: here }, ...walk(category.id, depth + 1, here)];
    });
  return walk(null, 0, '');
}

export function useBranches(): Branch[] {
  return branchesOf(useRead('article_categories.list', {}).data?.items ?? []);
}
