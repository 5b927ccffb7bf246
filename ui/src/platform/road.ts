/** What a road to the backend must offer. `http.ts` is the browser's, `tauri.ts` the desktop window's. */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface WireRequest {
  method: Method;
  /** Below the API's base, with its query: `/tickets?limit=50`. */
  path: string;
  /** JSON value, or raw bytes for uploads. */
  body?: unknown;
  bytes?: Blob;
  signal?: AbortSignal;
  /** How many of the bytes have left, where the road can tell. */
  onProgress?: (sentBytes: number) => void;
}

export interface WireResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Parsed JSON; null when the answer has no body. */
  body: unknown;
}

interface LiveListener {
  /** Something under these topics changed. */
  onTopics: (topics: string[]) => void;
  /** `true` on every (re)connection, `false` when the road is interrupted. */
  onConnected: (connected: boolean) => void;
}

export interface Road {
  send: (request: WireRequest) => Promise<WireResponse>;
  /** Returns how to stop listening. */
  listen: (listener: LiveListener) => () => void;
  /** An address the page may load or download, e.g. an attachment. */
  fileUrl: (path: string) => string;
}

/** Topics of one live message; anything malformed counts as no topics. */
export function topicsOf(message: unknown): string[] {
  if (typeof message !== 'object' || message === null || !('topics' in message)) return [];
  const { topics } = message;
  return Array.isArray(topics) ? topics.filter((topic): topic is string => typeof topic === 'string') : [];
}
