import { createFetch, type FetchOptions } from 'ofetch';
import { PerksError, type WriteOutcome } from '../errors/perks-error.ts';

/** How a provider is reached. */
export interface ProviderHttpOptions {
  /** Where the API begins, such as `https://api.v-dar.ru/api/v1`. Plain http is taken for loopback hosts only. */
  baseUrl: string;
  /** Headers of every call; the key is among them and leaves this closure only towards `baseUrl`'s origin. */
  headers: Readonly<Record<string, string>>;
  /** Longest that a call may take, its body included, ms. */
  timeoutMs: number;
  /** Largest answer that is read, bytes. */
  maxBytes?: number;
  /** Used instead of the global `fetch`, for instance an issuer in the same process. */
  fetch?: (request: Request) => Promise<Response>;
}

/** One call. `path` begins with a slash and keeps the document's slashes exactly. */
export interface ProviderCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Readonly<Record<string, string | number>>;
  body?: unknown;
}

/** An answer of any status but a redirect or a server fault; `json` is `undefined` when the body was no JSON. */
export interface ProviderAnswer {
  status: number;
  json: unknown;
  /** Seconds, from `Retry-After`. */
  retryAfter?: number;
}

export type ProviderHttp = (call: ProviderCall) => Promise<ProviderAnswer>;

/** Codes of Node's network errors after which not a byte of the request can have been processed. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
/** System calls that come before anything is sent. On an open connection the same codes tell nothing of the request. */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);
/** The largest delay that timers take, ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Makes the one way in which providers are called. Redirects are refused, because Node would forward key headers to the
 * new origin; nothing is retried; and every failure becomes a `PerksError` that holds no URL, header or body.
 *
 * @throws {PerksError} `CONFIGURATION` for a base URL that is not https, or plain http to a loopback host, and for a
 *   timeout that is no whole number of ms
 */
export function createProviderHttp(options: ProviderHttpOptions): ProviderHttp {
  const base = checkedBase(options.baseUrl);
  const { timeoutMs, maxBytes = 4 * 1024 * 1024 } = options;
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > LONGEST_TIMER) throw misconfigured('timeoutMs');
  const own = options.fetch;
  const fetch = own
    ? createFetch({ fetch: async (input, init) => own(new Request(input, init)), Headers, AbortController })
    : createFetch();

  return async ({ method, path, query, body }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request: FetchOptions<'stream'> = {
      method,
      headers: { accept: 'application/json', ...options.headers },
      redirect: 'manual',
      retry: 0,
      ignoreResponseError: true,
      responseType: 'stream',
      signal,
    };
    if (query) request.query = query;
    if (body !== undefined) request.body = body as Record<string, unknown>;

    let response: Response;
    try {
      response = await abortable(fetch.raw(base + path, request), signal);
    } catch (thrown) {
      throw new PerksError('PROVIDER_UNAVAILABLE', { outcome: outcomeOf(thrown) });
    }

    const { status } = response;
    const retryAfter = secondsOf(response.headers.get('retry-after'));
    // Status 0 is a redirect as some runtimes show it when told not to follow.
    if (status < 200 || (status >= 300 && status < 400)) {
      discard(response);
      throw new PerksError('PROVIDER_PROTOCOL', { outcome: 'unknown', details: { status } });
    }
    // 408 says that somebody on the way stopped waiting, not that nothing was done.
    if (status >= 500 || status === 408) {
      discard(response);
      throw new PerksError('PROVIDER_UNAVAILABLE', { outcome: 'unknown', retryAfter, details: { status } });
    }

    const json = await readJson(response, maxBytes, signal);
    return { status, json, ...(retryAfter === undefined ? {} : { retryAfter }) };
  };
}

function checkedBase(baseUrl: string): string {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw misconfigured('baseUrl');
  }
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
  const bare = url.href === url.origin + url.pathname;
  if (!secure || !bare) throw misconfigured('baseUrl');
  return url.href.replace(/\/+$/, '');
}

function misconfigured(option: string): PerksError {
  return new PerksError('CONFIGURATION', { details: { option } });
}

function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}

async function readJson(response: Response, maxBytes: number, signal: AbortSignal): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  try {
    reader = response.body?.getReader();
    while (reader) {
      const { done, value } = await abortable(reader.read(), signal);
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) throw new PerksError('PROVIDER_PROTOCOL', { outcome: 'unknown' });
      text += decoder.decode(value, { stream: true });
    }
  } catch (thrown) {
    reader?.cancel().catch(() => {});
    if (thrown instanceof PerksError) throw thrown;
    throw new PerksError('PROVIDER_UNAVAILABLE', { outcome: 'unknown' });
  }
  try {
    return JSON.parse(text + decoder.decode());
  } catch {
    return undefined;
  }
}

/** A `fetch` that was passed in need not heed the signal. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/**
 * Tells what a failed `fetch` means for a write. By the standard `fetch` fails with a `TypeError`, whose cause is the
 * network's error; the same code in another place is somebody else's, such as the database of an issuer in this process.
 */
function outcomeOf(thrown: unknown): WriteOutcome {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 6; error = error.cause, depth += 1) {
    if (error.name === 'TypeError') return neverSent(error.cause) ? 'notApplied' : 'unknown';
  }
  return 'unknown';
}

function neverSent(error: unknown): boolean {
  // A host of several addresses: one error for each address tried.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverSent);
  if (!(error instanceof Error && 'code' in error && NEVER_SENT.has(String(error.code)))) return false;
  return !('syscall' in error) || BEFORE_SENDING.has(String(error.syscall));
}

/** Reads both forms of `Retry-After`: seconds, or an HTTP date. */
function secondsOf(header: string | null): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text);
  if (!/^[A-Z][a-z]{2}.* GMT$/.test(text)) return undefined;
  const seconds = Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
