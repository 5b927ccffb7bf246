/** The browser's road: same-origin requests with the session cookie, and server-sent events. */
import { type Road, topicsOf, type WireRequest, type WireResponse } from './road';

const BASE = '/api/v1';

async function send(request: WireRequest): Promise<WireResponse> {
  const { method, path, body, bytes, signal } = request;
  if (bytes) return sendBytes(request, bytes);
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(BASE + path, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
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

/** Files travel the older way, the only one that tells how far they are. */
function sendBytes({ method, path, signal, onProgress }: WireRequest, bytes: Blob): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, BASE + path);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', bytes.type || 'application/octet-stream');
    if (onProgress) request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () =>
      resolve({ status: request.status, headers: headersOf(request), body: parse(request.responseText) });
    request.onerror = () => reject(new TypeError('The road is interrupted.'));
    request.onabort = () => reject(new DOMException('The person stopped it.', 'AbortError'));
    if (signal?.aborted) return request.onabort(new ProgressEvent('abort'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(bytes);
  });
}

function headersOf(request: XMLHttpRequest): Record<string, string> {
  const lines = request.getAllResponseHeaders().trim().split('\r\n');
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
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
