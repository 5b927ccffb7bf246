import { expect, test } from 'vitest';
import { callsFor, type PutBack, partsOf } from '@/components/record-restore';

const WAYS: readonly PutBack[] = [
  { op: 'deals.update', fields: ['title', 'value_minor', 'tags'] },
  { op: 'deals.move', fields: ['stage_id'], along: ['lost_reason'] },
];
const then = {
  rev: 1,
  title: 'Third unit',
  value_minor: 100,
  stage_id: 3,
  lost_reason: 'Too dear',
  'tags[7]': { deal_id: 1, tag_id: 5 },
  owner_id: null,
};
const now = { rev: 9, title: 'Third unit', value_minor: 200, stage_id: 1, lost_reason: null, owner_id: null };

test('what differs comes first, rows count as one field, and bookkeeping is left out', () => {
  const parts = partsOf(then, now, WAYS);
  expect(parts.map(({ field, differs }) => [field, differs])).toEqual([
    ['value_minor', true],
    ['tags', true],
    ['stage_id', true],
    ['lost_reason', true],
    ['title', false],
  ]);
  expect(parts.find(({ field }) => field === 'tags')).toMatchObject({ was: [5], is: [] });
});

test('rows that were made anew are no difference', () => {
  const row = { kind: 'phone', label: null, value: '1', position: 0 };
  const parts = partsOf({ 'contact_points[1]': row }, { 'contact_points[9]': row }, WAYS);
  expect(parts.map(({ differs }) => differs)).toEqual([false]);
});

test('each operation gets its own fields, and what travels along', () => {
  const parts = partsOf(then, now, WAYS);
  expect(callsFor(WAYS, parts, ['stage_id', 'tags'], (id) => `tag ${id}`)).toEqual([
    { op: 'deals.update', args: { tags: ['tag 5'] } },
    { op: 'deals.move', args: { stage_id: 3, lost_reason: 'Too dear' } },
  ]);
});
