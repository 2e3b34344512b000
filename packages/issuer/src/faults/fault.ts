import { z } from 'zod';

/** Whether a fault strikes before the call has any effect, or after it is complete. */
export type Strikes = 'before' | 'after';

/** What goes wrong with one call. "Serves" means that the call takes effect. Times in ms. */
export type Fault =
  /** Serves the call after `ms`, even if the client gives up meanwhile. */
  | { kind: 'latency'; ms: number }
  /**
   * Refuses the connection, without any effect. On a port the server already listens, so it cuts the connection instead, which
   * clients cannot tell from `reset`. In the same process, `fetch` fails with `ECONNREFUSED`.
   */
  | { kind: 'refuse' }
  /** Cuts the connection without an answer. */
  | { kind: 'reset'; strikes: Strikes }
  /** Never answers, and cuts the connection after `ms`; 120 000 unless given. */
  | { kind: 'timeout'; strikes: Strikes; ms?: number | undefined }
  /**
   * Serves the call `ms` later, when the client may already probe for the effect. Never answers, as `timeout`, or cuts the
   * connection at once with `reset`.
   */
  | { kind: 'lateEffect'; ms: number; answer?: 'none' | 'reset' | undefined }
  /** Answers 5xx in plain text; 503 unless given. */
  | { kind: 'serverError'; strikes: Strikes; status?: number | undefined }
  /** Serves the call twice, as a proxy that retries does; the `first` answer is returned unless given. */
  | { kind: 'duplicate'; answer?: 'first' | 'last' | undefined }
  /**
   * Redirects, without any effect: to the same path at the origin `to`. Without `to` it redirects to its own address over plain
   * http with the trailing slash added or removed, as a server behind a TLS proxy does. 307 unless given.
   */
  | { kind: 'redirect'; to?: string | undefined; status?: 301 | 302 | 303 | 307 | 308 | undefined }
  /** Answers 429, without any effect; `Retry-After` is `retryAfter` seconds, 1 unless given, or a date with `asDate`. */
  | { kind: 'rateLimit'; retryAfter?: number | undefined; asDate?: boolean | undefined }
  /** Serves the call, and answers an HTML page, half of the JSON, or invalid UTF-8; `html` unless given. */
  | { kind: 'rubbishBody'; form?: 'html' | 'truncated' | 'bytes' | undefined }
  /** Serves the call, and answers its status without a body. */
  | { kind: 'emptyBody' }
  /** Serves the call, and answers every decimal as a string: `"1000.00"`. */
  | { kind: 'decimalStrings' }
  /** Serves the call, and answers an undocumented value in an enumerated field. */
  | { kind: 'unknownEnum'; value?: string | number | undefined }
  /** Serves the call, and answers additional, undocumented fields. */
  | { kind: 'unknownFields' }
  /** Answers `{"success": false}` with status 200, without any effect. */
  | { kind: 'successFalse' }
  /** Answers 422 in a format that the provider does not use, without any effect; `text` unless given. */
  | { kind: 'strangeRefusal'; form?: 'text' | 'list' | 'empty' | undefined }
  /** Answers Mottor's list or statistics with the uses and time limits of `ms` ago. */
  | { kind: 'staleStatistics'; ms: number };

/** The name of a fault. */
export type FaultKind = Fault['kind'];

/** A fault of one kind. */
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

// Timers are limited to 2^31 - 1 ms; a fault of more than an hour would never end for a test.
const ms = z.int().min(0).max(3_600_000);
const strikes = z.enum(['before', 'after']);

/** Validates a fault strictly: if a misspelt option were ignored, another fault would be played. */
export const faultSchema: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), ms }),
  z.strictObject({ kind: z.literal('refuse') }),
  z.strictObject({ kind: z.literal('reset'), strikes }),
  z.strictObject({ kind: z.literal('timeout'), strikes, ms: ms.optional() }),
  z.strictObject({ kind: z.literal('lateEffect'), ms, answer: z.enum(['none', 'reset']).optional() }),
  z.strictObject({ kind: z.literal('serverError'), strikes, status: z.int().min(500).max(599).optional() }),
  z.strictObject({ kind: z.literal('duplicate'), answer: z.enum(['first', 'last']).optional() }),
  z.strictObject({
    kind: z.literal('redirect'),
    to: z.string().refine(isOrigin).optional(),
    status: z.literal([301, 302, 303, 307, 308]).optional(),
  }),
  z.strictObject({
    kind: z.literal('rateLimit'),
    retryAfter: z.int().min(0).max(86_400).optional(),
    asDate: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('rubbishBody'), form: z.enum(['html', 'truncated', 'bytes']).optional() }),
  z.strictObject({ kind: z.literal('emptyBody') }),
  z.strictObject({ kind: z.literal('decimalStrings') }),
  z.strictObject({ kind: z.literal('unknownEnum'), value: z.union([z.string(), z.number()]).optional() }),
  z.strictObject({ kind: z.literal('unknownFields') }),
  z.strictObject({ kind: z.literal('successFalse') }),
  z.strictObject({ kind: z.literal('strangeRefusal'), form: z.enum(['text', 'list', 'empty']).optional() }),
  z.strictObject({ kind: z.literal('staleStatistics'), ms: z.int().min(0) }),
]);

function isOrigin(text: string): boolean {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` && !text.endsWith('/');
  } catch {
    return false;
  }
}
