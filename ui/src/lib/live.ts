/** Keeps what is on screen true: a change under a topic makes the reads of that topic stale. */
import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { road } from '@/platform/choose';
import { OPERATIONS } from './operations.gen';

/** Changes arrive in bursts (imports, rules); one refresh per burst is enough. */
const GATHER_MS = 120;
/** Short interruptions mend themselves and are not worth a word. */
const LOST_MS = 5000;

export const useLive = create<{ connected: boolean; lost: boolean }>(() => ({ connected: false, lost: false }));

const topicsByOp: Readonly<Record<string, { reads: readonly string[] } | undefined>> = OPERATIONS;

/** Said to who fell behind: anything may have changed. */
const EVERYTHING = '*';

/** `ticket:5` and `ticket` both concern an operation that reads `ticket`. */
export function concerns(op: string, topics: ReadonlySet<string>): boolean {
  return topics.has(EVERYTHING) || (topicsByOp[op]?.reads.some((topic) => topics.has(topic)) ?? false);
}

export const kindsOf = (topics: Iterable<string>): Set<string> =>
  new Set([...topics].map((topic) => topic.split(':', 1)[0] ?? topic));

/** Starts listening; returns how to stop. */
export function startLive(client: QueryClient): () => void {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  let wasLost = false;

  const refresh = () => {
    timer = undefined;
    const kinds = kindsOf(waiting);
    waiting.clear();
    void client.invalidateQueries({ predicate: ({ queryKey: [op] }) => typeof op === 'string' && concerns(op, kinds) });
  };

  const stop = road.listen({
    onTopics: (topics) => {
      for (const topic of topics) waiting.add(topic);
      timer ??= setTimeout(refresh, GATHER_MS);
    },
    onConnected: (connected) => {
      useLive.setState({ connected });
      if (connected) {
        clearTimeout(lostTimer);
        lostTimer = undefined;
        useLive.setState({ lost: false });
      } else {
        lostTimer ??= setTimeout(() => useLive.setState({ lost: true }), LOST_MS);
      }
      // What changed while the road was interrupted is unknown, so everything may be stale.
      if (connected && wasLost) void client.invalidateQueries();
      wasLost = !connected;
    },
  });
  return () => {
    clearTimeout(timer);
    clearTimeout(lostTimer);
    stop();
  };
}
