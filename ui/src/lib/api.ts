/**
 * The only way to the backend. `call('tickets.get', { id })` is typed from the generated schema and travels
 * whichever road this window has.
 */
import i18n from 'i18next';
import { road } from '@/platform/choose';
import type { operations } from './api.schema';
import { splitArgs } from './api-args';
import { useLive } from './live';
import { OPERATIONS } from './operations.gen';
import { type Phrase, say } from './phrase';

export type Op = keyof operations & keyof typeof OPERATIONS;

type PathOf<T> = T extends { parameters: { path: infer P extends object } } ? P : unknown;
/** A part an operation does not have adds nothing to its arguments. */
type Given<P> = [P] extends [never] ? unknown : P;
type QueryOf<T> = T extends { parameters: { query?: infer Q } } ? Given<NonNullable<Q>> : unknown;
type JsonBody<B> = [B] extends [never] ? never : B extends { content: { 'application/json': infer J } } ? J : never;
type BodyOf<T> = T extends { requestBody?: infer B } ? Given<JsonBody<NonNullable<B>>> : unknown;
type JsonOf<R> = R extends { content: { 'application/json': infer J } } ? J : null;
type Success<T> = T extends { responses: infer R } ? R[keyof R & (200 | 201 | 202 | 204)] : never;

/** Everything an operation takes, as one flat object. */
export type Args<O extends Op> = PathOf<operations[O]> & QueryOf<operations[O]> & BodyOf<operations[O]>;
/** What it answers. */
export type Result<O extends Op> = JsonOf<Success<operations[O]>>;
/** One row of an operation that answers a page. */
export type Item<O extends Op> = Result<O> extends { items: (infer I)[] } ? I : never;

/** What went wrong, in words for the person; `code` is for the program, `field` for the form. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly code: string,
    message: string,
    readonly field?: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

export interface Answer<O extends Op> {
  result: Result<O>;
  /** Id of the change this write made; absent when nothing changed or nothing was written. */
  change?: number;
}

interface WireError {
  code: string;
  /** In English; the phrase says it in the reader's language. */
  message: string;
  phrase?: Phrase;
  field?: string | null | undefined;
  hint?: string | null | undefined;
  hint_phrase?: Phrase;
}

/** An error as the backend tells it, in the reader's language. */
export function spoken({ code, message, phrase, field, hint, hint_phrase }: WireError): ApiError {
  return new ApiError(
    code,
    phrase ? say(phrase) : message,
    field ?? undefined,
    hint_phrase ? say(hint_phrase) : (hint ?? undefined),
  );
}

function isWireError(body: unknown): body is WireError {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}

interface Extra {
  signal?: AbortSignal;
  /** Raw body instead of JSON; the arguments then travel in the query. */
  bytes?: Blob;
  /** How many bytes have left, where the road can tell. */
  onProgress?: (sentBytes: number) => void;
}

/** Calls an operation and says which change it made. */
export async function callFull<O extends Op>(op: O, args: Args<O>, extra: Extra = {}): Promise<Answer<O>> {
  const spec = OPERATIONS[op];
  const flat = args as Readonly<Record<string, unknown>>;
  const { path, body } = splitArgs(extra.bytes ? { ...spec, query: Object.keys(flat) } : spec, flat);
  const response = await road
    .send({
      method: spec.method,
      path,
      ...(extra.bytes ? { bytes: extra.bytes } : { body }),
      ...(extra.signal ? { signal: extra.signal } : {}),
      ...(extra.onProgress ? { onProgress: extra.onProgress } : {}),
    })
    .catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      // Whoever asks in vain knows sooner than who listens; where listening goes on, only this one question was lost.
      if (!useLive.getState().connected) useLive.setState({ lost: true });
      throw new ApiError('unavailable', i18n.t('common:error.noAnswer'), undefined, i18n.t('common:error.tryAgain'));
    });
  if (response.status >= 400) {
    if (isWireError(response.body)) throw spoken(response.body);
    throw new ApiError('internal', i18n.t('common:error.failed'), undefined, i18n.t('common:error.tryAgain'));
  }
  const change = Number(response.headers['onhand-change']);
  return {
    result: response.body as Result<O>,
    ...(Number.isInteger(change) && change > 0 ? { change } : {}),
  };
}

/** Calls an operation and answers its result. */
export async function call<O extends Op>(op: O, args: Args<O>, signal?: AbortSignal): Promise<Result<O>> {
  return (await callFull(op, args, signal ? { signal } : {})).result;
}

/** Sends a file as raw bytes; the other arguments go into the query. */
export async function upload<O extends Op>(
  op: O,
  args: Args<O>,
  bytes: Blob,
  extra: Pick<Extra, 'signal' | 'onProgress'> = {},
): Promise<Result<O>> {
  return (await callFull(op, args, { ...extra, bytes })).result;
}

/** An address that shows or downloads what a GET operation answers with raw bytes. */
export function fileUrl<O extends Op>(op: O, args: Args<O>): string {
  return road.fileUrl(splitArgs(OPERATIONS[op], args as Readonly<Record<string, unknown>>).path);
}
