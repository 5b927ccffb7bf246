/** The desktop window's road: one command for JSON and for bytes, one event for what changed. */
import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen as on } from '@tauri-apps/api/event';
import { type Road, topicsOf, type WireRequest, type WireResponse } from './road';

async function send({ method, path, body, bytes }: WireRequest): Promise<WireResponse> {
  if (bytes) {
    // Bytes travel as the raw payload: as JSON they would cost many times their size.
    const payload = new Uint8Array(await bytes.arrayBuffer());
    return invoke<WireResponse>('api', payload, {
      headers: {
        'x-onhand-method': method,
        'x-onhand-path': encodeURI(path),
        ...(bytes.type ? { 'x-onhand-type': bytes.type } : {}),
      },
    });
  }
  return invoke<WireResponse>('api', { method, path, body: body ?? null });
}

export const tauri: Road = {
  send,
  listen({ onTopics, onConnected }) {
    let stopped = false;
    let stop: (() => void) | undefined;
    on('live', (event) => onTopics(topicsOf(event.payload))).then(
      (unlisten) => {
        if (stopped) return unlisten();
        stop = unlisten;
        onConnected(true);
      },
      () => onConnected(false),
    );
    return () => {
      stopped = true;
      stop?.();
    };
  },
  fileUrl: (path) => convertFileSrc(path.replace(/^\//, ''), 'onhand'),
};
