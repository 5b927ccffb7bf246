import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { startI18n } from '@/lib/i18n';
import { concerns, kindsOf } from '@/lib/live';
import { useRead, useWrite } from '@/lib/query';
import { useToasts } from '@/lib/toasts';
import { redoLast, rememberChange, undoLast, useUndo } from '@/lib/undo';

interface Sent {
  url: string;
  method: string;
}

let sent: Sent[] = [];
let answer: (url: string) => Response | Promise<Response>;

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

beforeEach(() => {
  startI18n();
  sent = [];
  useToasts.setState({ toasts: [] });
  useUndo.setState({ steps: [], undone: [] });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    sent.push({ url, method: init.method ?? 'GET' });
    return Promise.resolve(answer(url));
  });
});

function screen() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(
    () => ({
      ticket: useRead('tickets.get', { id: 5 }),
      solve: useWrite('tickets.solve', {
        toast: () => 'Solved',
        optimistic: (args, patch) =>
          patch('tickets.get', (ticket, { id }) => (id === args.id ? { ...ticket, state: 'solved' as const } : ticket)),
      }),
    }),
    { wrapper },
  );
}

it('a write shows its outcome at once and can be undone', async () => {
  let state = 'open';
  answer = (url) => {
    if (!url.endsWith('/solve')) return json({ id: 5, state });
    state = 'solved';
    return json({ id: 5 }, 200, { 'onhand-change': '77' });
  };
  const { result } = screen();
  await waitFor(() => expect(result.current.ticket.data?.state).toBe('open'));
  act(() => result.current.solve.write({ id: 5 }));
  await waitFor(() => expect(result.current.ticket.data?.state).toBe('solved'));
  await waitFor(() => expect(useUndo.getState().steps).toMatchObject([{ change: 77 }]));
  expect(useToasts.getState().toasts).toMatchObject([{ tone: 'done', content: 'Solved', action: { keys: 'mod+z' } }]);
  expect(sent).toContainEqual({ url: '/api/v1/tickets/5/solve', method: 'POST' });
});

it('a write that fails takes its outcome back and says why', async () => {
  answer = (url) =>
    url.endsWith('/solve')
      ? json({ code: 'conflict', message: 'Somebody merged this ticket.', hint: 'Open the other one.' }, 409)
      : json({ id: 5, state: 'open' });
  const { result } = screen();
  await waitFor(() => expect(result.current.ticket.data?.state).toBe('open'));
  act(() => result.current.solve.write({ id: 5 }));
  await waitFor(() =>
    expect(useToasts.getState().toasts).toMatchObject([
      { tone: 'error', content: 'Somebody merged this ticket.', hint: 'Open the other one.' },
    ]),
  );
  expect(result.current.ticket.data?.state).toBe('open');
  expect(useUndo.getState().steps).toEqual([]);
});

it('a double click is one write, and the next one is sent again', async () => {
  const arrive: ((response: Response) => void)[] = [];
  answer = (url) => {
    if (!url.endsWith('/solve')) return json({ id: 5, state: 'open' });
    return new Promise((resolve) => arrive.push(resolve));
  };
  const { result } = screen();
  await waitFor(() => expect(result.current.ticket.data?.state).toBe('open'));
  const { write } = result.current.solve;
  act(() => {
    write({ id: 5 });
    write({ id: 5 });
    // Another row of the same list.
    write({ id: 6 });
  });
  const solved = () => sent.filter(({ url }) => url.endsWith('/solve')).map(({ url }) => url);
  await waitFor(() => expect(solved()).toEqual(['/api/v1/tickets/5/solve', '/api/v1/tickets/6/solve']));
  for (const go of arrive.splice(0)) go(json({ id: 5 }));
  await waitFor(() => expect(result.current.solve.pending).toBe(false));
  act(() => write({ id: 5 }));
  await waitFor(() => expect(solved()).toHaveLength(3));
  for (const go of arrive.splice(0)) go(json({ id: 5 }));
  await waitFor(() => expect(result.current.solve.pending).toBe(false));
});

it('undo asked for while a write is on its way takes back that write, not the one before', async () => {
  useUndo.setState({ steps: [{ change: 76 }] });
  let arrive: (response: Response) => void = () => undefined;
  answer = (url) => {
    if (url.endsWith('/undo')) return json({ change_id: 78, conflicts: [] }, 200, { 'onhand-change': '78' });
    if (!url.endsWith('/solve')) return json({ id: 5, state: 'open' });
    return new Promise((resolve) => {
      arrive = resolve;
    });
  };
  const { result } = screen();
  await waitFor(() => expect(result.current.ticket.data?.state).toBe('open'));
  act(() => result.current.solve.write({ id: 5 }));
  await waitFor(() => expect(result.current.ticket.data?.state).toBe('solved'));
  const undone = undoLast();
  expect(useUndo.getState().steps).toEqual([{ change: 76 }]);
  arrive(json({ id: 5 }, 200, { 'onhand-change': '77' }));
  await act(() => undone);
  await waitFor(() => expect(sent).toContainEqual({ url: '/api/v1/undo', method: 'POST' }));
  expect(useUndo.getState().steps).toEqual([{ change: 76 }]);
});

it('redo takes back the newest undo, until something else is done', async () => {
  let next = 80;
  answer = () => json({ change_id: next++, conflicts: [] });
  const changes = () => useUndo.getState().steps.map(({ change }) => change);
  rememberChange({ change: 70, what: 'First' });
  await act(undoLast);
  await waitFor(() => expect(useUndo.getState().undone).toMatchObject([{ change: 80, what: 'First' }]));
  await act(redoLast);
  await waitFor(() => expect(changes()).toEqual([81]));
  expect(useUndo.getState().undone).toEqual([]);
  await act(undoLast);
  await waitFor(() => expect(useUndo.getState().undone).toHaveLength(1));
  rememberChange({ change: 71 });
  await act(redoLast);
  expect(next).toBe(83);
  expect(changes()).toEqual([71]);
});

it('an answer that is no JSON is an error in words', async () => {
  answer = () => new Response('<html>', { status: 502 });
  const { result } = screen();
  await waitFor(() =>
    expect(result.current.ticket.error).toMatchObject({ code: 'internal', hint: expect.any(String) }),
  );
});

it('topics concern the operations that read them', () => {
  const kinds = kindsOf(['ticket:5', 'ticket']);
  expect(concerns('tickets.get', kinds)).toBe(true);
  expect(concerns('users.list', kinds)).toBe(false);
  // Who fell behind is told that anything may have changed.
  expect(concerns('users.list', kindsOf(['*']))).toBe(true);
  expect(concerns('no.such', kinds)).toBe(false);
});
