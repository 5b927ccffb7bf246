/** The browser's road: same-origin requests with the session cookie, and server-sent events. */
import { type Road, topicsOf, type WireRequest, type WireResponse } from './road';

const BASE = '/api/v1';

async function send({ method, path, body, bytes, signal }: WireRequest): Promise<WireResponse> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (bytes) headers['content-type'] = bytes.type || 'application/octet-stream';
  else if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(BASE + path, {
    method,
    headers,
    body: bytes ?? (body === undefined ? null : JSON.stringify(body)),
    credentials: 'same-origin',
    signal: signal ?? null,
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers.entries()),
    body: parse(text),
  };
}

/** A proxy may answer with a page instead of JSON; that is an empty body, and the status still speaks. */
function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const http: Road = {
  send,
  listen({ onTopics, onConnected }) {
    const source = new EventSource(`${BASE}/live`, { withCredentials: true });
    source.onopen = () => onConnected(true);
    // EventSource reconnects by itself; we only say that it is away.
    source.onerror = () => onConnected(false);
    source.onmessage = (event: MessageEvent<string>) => onTopics(topicsOf(parse(event.data)));
    return () => source.close();
  },
  fileUrl: (path) => BASE + path,
};
