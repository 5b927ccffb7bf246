/** Reading and writing from components: cached reads that stay live, optimistic writes that can be undone. */
import {
  keepPreviousData,
  QueryClient,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import i18n from 'i18next';
import { type ReactNode, useRef } from 'react';
import { type Answer, ApiError, type Args, call, callFull, type Item, type Op, type Result } from './api';
import { useLive } from './live';
import { showToast } from './toasts';
import { type Beside, beginWrite, rememberChange, showError, undoChange } from './undo';

/** Errors that a second try may cure. */
const PASSING = new Set(['busy', 'unavailable']);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The backend is on this computer or the local network; being offline is no reason to pause.
      networkMode: 'always',
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => error instanceof ApiError && PASSING.has(error.code) && failures < 2,
      retryDelay: (attempt) => 300 * 2 ** attempt,
    },
    mutations: { networkMode: 'always' },
  },
});

interface ReadOptions {
  enabled?: boolean;
  /** Keep showing the last answer while other arguments load, so that nothing jumps. */
  keep?: boolean;
}

interface WatchOptions<O extends Op> extends ReadOptions {
  /** When to ask again after this answer, for what moves without a live message, such as the progress of long work. */
  everyMs?: (answer: Result<O>) => number | undefined;
}

/** One operation's answer, cached under its name and arguments and refreshed when its topics change. */
export function useRead<O extends Op>(
  op: O,
  args: Args<O>,
  options: WatchOptions<O> = {},
): UseQueryResult<Result<O>, Error> {
  return useQuery<Result<O>, Error>({
    queryKey: [op, args],
    queryFn: ({ signal }) => call(op, args, signal),
    enabled: options.enabled ?? true,
    refetchInterval: ({ state }) => (state.data === undefined ? false : (options.everyMs?.(state.data) ?? false)),
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

interface Paged {
  items: unknown[];
  next?: string | null | undefined;
}

export type Pages<O extends Op> = UseInfiniteQueryResult<Item<O>[], Error>;

/** A list read page by page: `data` is every row so far, `fetchNextPage` seeks on. */
export function usePages<O extends Op>(op: O, args: Args<O>, options: ReadOptions = {}): Pages<O> {
  return useInfiniteQuery<Paged, Error, Item<O>[], readonly unknown[], string | undefined>({
    queryKey: [op, args, 'pages'],
    queryFn: async ({ pageParam, signal }) => {
      const paged = pageParam === undefined ? args : ({ ...(args as object), after: pageParam } as Args<O>);
      return (await call(op, paged, signal)) as Paged;
    },
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items) as Item<O>[],
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Rewrites every cached answer of `op` that the updater changes. Page reads hold `{ pages: […] }`. */
export type Patch = <O extends Op>(op: O, update: (answer: Result<O>, args: Args<O>) => Result<O>) => void;

export interface WriteOptions<O extends Op> {
  /** Names what happened, e.g. `<b>Zofia</b> moved`; the toast offers Undo. Leave out for silent writes. */
  toast?: (result: Result<O>, args: Args<O>) => ReactNode;
  /** Shows the outcome before the backend answers; taken back by itself when the write fails. */
  optimistic?: (args: Args<O>, patch: Patch) => void;
  onDone?: (result: Result<O>, args: Args<O>) => void;
  /** What happens on the screen, besides the rows, when this is undone and redone. */
  beside?: (args: Args<O>) => Beside;
  /** Return true when the error is shown elsewhere, e.g. beside its field. */
  onError?: (error: unknown, args: Args<O>) => boolean | undefined;
}

export interface Write<O extends Op> {
  /** The same arguments again, while they are on their way, are one write. */
  write: (args: Args<O>) => void;
  /** Like `write`, for when the next step needs the result. Rejects after the error was shown. */
  writeAsync: (args: Args<O>) => Promise<Result<O>>;
  pending: boolean;
  error: Error | null;
}

/** An operation that changes something: optimistic, with an undo toast naming what happened. */
export function useWrite<O extends Op>(op: O, options: WriteOptions<O> = {}): Write<O> {
  const client = useQueryClient();
  const mutation = useMutation<Answer<O>, Error, Args<O>, { takeBack: () => void; ended: () => void }>({
    mutationKey: [op],
    mutationFn: (args) => callFull(op, args),
    onMutate: (args) => {
      const { patch, takeBack } = patcher(client);
      options.optimistic?.(args, patch);
      return { takeBack, ended: beginWrite() };
    },
    onError: (error, args, begun) => {
      begun?.takeBack();
      if (!options.onError?.(error, args)) showError(error);
    },
    onSuccess: ({ result, change }, args) => {
      confirmChange(change, options.toast?.(result, args), options.beside?.(args));
      // Without the live road nobody would tell us what this write touched.
      if (!useLive.getState().connected) void client.invalidateQueries();
      options.onDone?.(result, args);
    },
    onSettled: (_answer, _error, _args, begun) => begun?.ended(),
  });
  // Asked synchronously: the second click of a double click comes before anything is drawn again. Rows that share this
  // hook write different arguments, and those go through.
  const underWay = useRef(new Map<string, Promise<Answer<O>>>()).current;
  const send = (args: Args<O>): Promise<Answer<O>> => {
    const key = JSON.stringify(args);
    const same = underWay.get(key);
    if (same) return same;
    const sent = mutation.mutateAsync(args).finally(() => underWay.delete(key));
    underWay.set(key, sent);
    return sent;
  };
  return {
    // What went wrong was said by `onError` already.
    write: (args) => void send(args).catch(() => undefined),
    writeAsync: async (args) => (await send(args)).result,
    pending: mutation.isPending,
    error: mutation.error,
  };
}

/** Puts a change on the undo stack and, when there is something to say, shows it with Undo. */
export function confirmChange(change: number | undefined, content: ReactNode, beside?: Beside): void {
  if (change === undefined) {
    if (content) showToast({ tone: 'done', content });
    return;
  }
  const toast = content
    ? showToast({
        tone: 'done',
        content,
        action: { label: i18n.t('common:undo.action'), keys: 'mod+z', run: () => void undoChange(change) },
      })
    : undefined;
  rememberChange({ change, toast, what: content }, beside);
}

function patcher(client: QueryClient): { patch: Patch; takeBack: () => void } {
  const before: [readonly unknown[], unknown][] = [];
  const patch: Patch = (op, update) => {
    // An answer under way knows nothing of this write; reverting would wipe out what we are about to show.
    void client.cancelQueries({ queryKey: [op] }, { revert: false, silent: true });
    for (const [key, data] of client.getQueriesData<unknown>({ queryKey: [op] })) {
      if (data === undefined) continue;
      before.push([key, data]);
      const args = key[1] as Parameters<typeof update>[1];
      client.setQueryData(
        key,
        mapPages(data, (answer) => update(answer as Parameters<typeof update>[0], args)),
      );
    }
  };
  return {
    patch,
    takeBack: () => {
      for (const [key, data] of before.reverse()) client.setQueryData(key, data);
    },
  };
}

function mapPages(data: unknown, update: (answer: unknown) => unknown): unknown {
  if (typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)) {
    return { ...data, pages: data.pages.map(update) };
  }
  return update(data);
}
