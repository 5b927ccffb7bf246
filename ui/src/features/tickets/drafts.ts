/**
 * What is being written on tickets. It lives outside the components, so that moving to another ticket or room loses
 * nothing, and every change is kept in the backend a moment after the last key.
 */
import { create } from 'zustand';
import type { ComposerMode } from '@/components/Composer';
import { ApiError, call, type Result, upload } from '@/lib/api';
import { FILE_MAX_BYTES } from '@/lib/file-limit';
import type { Beside } from '@/lib/undo';

type UploadId = Result<'attachments.upload'>['id'];

export interface PendingFile {
  key: number;
  /** What it was chosen as; undoing the message sends it again. */
  file: File;
  name: string;
  mediaType: string;
  sizeBytes: number;
  /** How much of it has left. */
  sentBytes?: number;
  /** Set once the backend has it. */
  id?: UploadId;
  error?: string;
}

type DraftState = 'none' | 'typing' | 'saved' | 'failed';

export interface Draft {
  mode: ComposerMode;
  texts: Readonly<Record<ComposerMode, string>>;
  state: DraftState;
  files: Readonly<Record<ComposerMode, readonly PendingFile[]>>;
}

const NOTHING: Draft = {
  mode: 'reply',
  texts: { reply: '', note: '' },
  state: 'none',
  files: { reply: [], note: [] },
};
const SAVE_AFTER_MS = 400;

const useDrafts = create<{ drafts: Readonly<Record<number, Draft>> }>(() => ({ drafts: {} }));
/** Texts whose last key was a moment ago. */
const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; save: () => void }>();
let nextKey = 1;

export const useDraft = (ticketId: number): Draft => useDrafts(({ drafts }) => drafts[ticketId] ?? NOTHING);

function change(ticketId: number, update: (draft: Draft) => Draft): void {
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [ticketId]: update(drafts[ticketId] ?? NOTHING) } }));
}

type Files = readonly PendingFile[];

function changeFiles(ticketId: number, mode: ComposerMode, update: (all: Files) => Files): void {
  change(ticketId, (draft) => ({ ...draft, files: { ...draft.files, [mode]: update(draft.files[mode]) } }));
}

/** Takes what the backend kept, unless something was typed here since. */
export function restoreDraft(ticketId: number, kept: readonly { kind: ComposerMode; text: string }[]): void {
  if (useDrafts.getState().drafts[ticketId]) return;
  const texts = { ...NOTHING.texts };
  for (const { kind, text } of kept) texts[kind] = text;
  if (texts.reply === '' && texts.note === '') return;
  const mode = texts.reply === '' ? 'note' : 'reply';
  change(ticketId, (draft) => ({ ...draft, texts, mode, state: 'saved' }));
}

export const setMode = (ticketId: number, mode: ComposerMode): void =>
  change(ticketId, (draft) => ({ ...draft, mode }));

export function write(ticketId: number, mode: ComposerMode, text: string): void {
  change(ticketId, (draft) => ({ ...draft, texts: { ...draft.texts, [mode]: text }, state: 'typing' }));
  const key = keyOf(ticketId, mode);
  stopWaiting(key);
  const save = () => {
    stopWaiting(key);
    void keep(ticketId, mode);
  };
  waiting.set(key, { timer: setTimeout(save, SAVE_AFTER_MS), save });
}

const keyOf = (ticketId: number, mode: ComposerMode) => `${ticketId}/${mode}`;

function stopWaiting(key: string): void {
  clearTimeout(waiting.get(key)?.timer);
  waiting.delete(key);
}

async function keep(ticketId: number, mode: ComposerMode): Promise<void> {
  const text = useDrafts.getState().drafts[ticketId]?.texts[mode] ?? '';
  const outcome = await call('drafts.save', { ticket_id: ticketId, kind: mode, text }).then(
    () => (text === '' ? ('none' as const) : ('saved' as const)),
    () => 'failed' as const,
  );
  // Keys pressed meanwhile are saved by their own turn.
  change(ticketId, (draft) => (draft.texts[mode] === text ? { ...draft, state: outcome } : draft));
}

/** Saves at once what waits for its moment, e.g. when the window closes. */
function saveDraftsNow(): void {
  for (const { save } of [...waiting.values()]) save();
}
window.addEventListener('pagehide', saveDraftsNow);

/** After sending: text and files are gone, and nothing that waits brings them back. */
export function settleDraft(ticketId: number, mode: ComposerMode): void {
  stopWaiting(keyOf(ticketId, mode));
  change(ticketId, (draft) => ({
    ...draft,
    texts: { ...draft.texts, [mode]: '' },
    state: 'none',
    files: { ...draft.files, [mode]: [] },
  }));
}

const draftOf = (ticketId: number): Draft => useDrafts.getState().drafts[ticketId] ?? NOTHING;
const otherMode = (mode: ComposerMode): ComposerMode => (mode === 'reply' ? 'note' : 'reply');

/** What was sent is being written again, with its files, once that is undone, unless something else is by then. */
export function sentText(ticketId: number, mode: ComposerMode, text: string, tooLarge: string): Beside {
  const sent = draftOf(ticketId).files[mode].flatMap(({ file, error }) => (error === undefined ? [file] : []));
  return {
    undone: () => {
      const now = draftOf(ticketId);
      if (now.texts[mode] !== '' || now.files[mode].length > 0) return;
      write(ticketId, mode, text);
      addFiles(ticketId, mode, sent, tooLarge);
      // Whoever is writing something else meanwhile goes on with it: a remark for the team must not become an answer.
      const other = otherMode(mode);
      if (now.texts[other] === '' && now.files[other].length === 0) setMode(ticketId, mode);
    },
    redone: () => {
      const now = draftOf(ticketId);
      if (now.texts[mode] !== text) return;
      write(ticketId, mode, '');
      for (const { key, file } of now.files[mode]) if (sent.includes(file)) removeFile(ticketId, key);
    },
  };
}

/** Sends files ahead; each says how it went. `tooLarge` is the text for files over the limit. */
export function addFiles(ticketId: number, mode: ComposerMode, files: Iterable<File>, tooLarge: string): void {
  for (const file of files) {
    const key = nextKey++;
    const entry: PendingFile = { key, file, name: file.name, mediaType: file.type, sizeBytes: file.size };
    const fits = file.size <= FILE_MAX_BYTES;
    changeFiles(ticketId, mode, (all) => [...all, fits ? entry : { ...entry, error: tooLarge }]);
    if (fits) void send(ticketId, mode, key, file);
  }
}

/** Uploads under way, so that taking the file away stops them. */
const sending = new Map<number, AbortController>();

async function send(ticketId: number, mode: ComposerMode, key: number, file: File): Promise<void> {
  const stop = new AbortController();
  sending.set(key, stop);
  const tell = (news: Partial<PendingFile>) =>
    changeFiles(ticketId, mode, (all) => all.map((one) => (one.key === key ? { ...one, ...news } : one)));
  const outcome: Pick<PendingFile, 'id' | 'error'> = await upload('attachments.upload', { name: file.name }, file, {
    signal: stop.signal,
    onProgress: (sentBytes) => tell({ sentBytes }),
  }).then(
    ({ id }) => ({ id }),
    (error: unknown) => ({ error: error instanceof ApiError ? error.message : String(error) }),
  );
  sending.delete(key);
  tell(outcome);
}

export function removeFile(ticketId: number, key: number): void {
  sending.get(key)?.abort();
  for (const mode of ['reply', 'note'] as const)
    changeFiles(ticketId, mode, (all) => all.filter((file) => file.key !== key));
}
