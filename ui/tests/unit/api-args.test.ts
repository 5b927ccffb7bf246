import { describe, expect, it } from 'vitest';
import { type OperationSpec, splitArgs } from '@/lib/api-args';

const spec = (method: OperationSpec['method'], path: string, query: string[] = []): OperationSpec => ({
  method,
  path,
  reads: [],
  write: method !== 'GET',
  query,
});

describe('splitArgs', () => {
  it('puts names of the path into the path, encoded', () => {
    expect(splitArgs(spec('GET', '/undo/{change_id}'), { change_id: 'a/b' })).toEqual({ path: '/undo/a%2Fb' });
  });

  it('puts the rest of a GET into the query, objects as JSON', () => {
    const where = { field: 'city', operator: '=', value: 'Bath & Wells' };
    const { path, body } = splitArgs(spec('GET', '/tickets'), { limit: 50, where, after: undefined });
    const query = new URL(path, 'http://x').searchParams;
    expect(query.get('limit')).toBe('50');
    expect(JSON.parse(query.get('where') ?? '')).toEqual(where);
    expect(query.has('after')).toBe(false);
    expect(body).toBeUndefined();
  });

  it('puts everything else into the body and keeps null, which clears', () => {
    expect(splitArgs(spec('PATCH', '/tickets/{id}'), { id: 5, assignee_id: null, subject: undefined })).toEqual({
      path: '/tickets/5',
      body: { assignee_id: null },
    });
  });

  it('sends a POST without arguments an empty object', () => {
    expect(splitArgs(spec('POST', '/tickets/{id}/solve'), { id: 5 })).toEqual({ path: '/tickets/5/solve', body: {} });
  });

  it('sends a DELETE no body', () => {
    expect(splitArgs(spec('DELETE', '/tickets/{id}'), { id: 5 })).toEqual({ path: '/tickets/5' });
  });

  it('puts declared query arguments of a write into the query', () => {
    const upload = spec('POST', '/attachments', ['name']);
    expect(splitArgs(upload, { name: 'a b.png' })).toEqual({ path: '/attachments?name=a+b.png', body: {} });
  });

  it('refuses to guess a missing path argument', () => {
    expect(() => splitArgs(spec('GET', '/tickets/{id}'), {})).toThrow(/needs id/);
  });
});
