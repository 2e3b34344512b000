import { z } from 'zod';

/** Whether a fault strikes before the call has done anything, or after it has done everything. */
export type Strikes = 'before' | 'after';

/** What goes wrong with one call. Times in ms. */
export type Fault =
  /** Does it, and everything is fine, `ms` late. A client that stops waiting meanwhile does not stop it. */
  | { kind: 'latency'; ms: number }
  /**
   * Takes no connection, and does nothing. On a port the connection is cut instead, as somebody listens there: a client cannot
   * tell that from `reset`. In the same process `fetch` fails as it does when nobody listens.
   */
  | { kind: 'refuse' }
  /** Cuts the connection without an answer. */
  | { kind: 'reset'; strikes: Strikes }
  /** Never answers; the connection is cut after `ms`, 120 000 unless given. */
  | { kind: 'timeout'; strikes: Strikes; ms?: number | undefined }
  /**
   * Does it only `ms` later, while the client may be looking whether it was done. Nothing is answered, as with `timeout`, or
   * the connection is cut at once.
   */
  | { kind: 'lateEffect'; ms: number; answer?: 'none' | 'reset' | undefined }
  /** Answers 5xx in plain text; 503 unless given. */
  | { kind: 'serverError'; strikes: Strikes; status?: number | undefined }
  /** Does it twice, as when a proxy repeats what it took for lost; the `first` answer unless given. */
  | { kind: 'duplicate'; answer?: 'first' | 'last' | undefined }
  /**
   * Redirects, and does nothing: to the same path at the origin `to`, or, as a server behind a TLS proxy does, to this one
   * over plain http with the last slash added or taken away. 307 unless given.
   */
  | { kind: 'redirect'; to?: string | undefined; status?: 301 | 302 | 303 | 307 | 308 | undefined }
  /** Answers 429 and does nothing; `Retry-After` says `retryAfter` seconds, 1 unless given, or with `asDate` when that is. */
  | { kind: 'rateLimit'; retryAfter?: number | undefined; asDate?: boolean | undefined }
  /** Does it, and answers a page of HTML, half of the JSON, or bytes that are no text; `html` unless given. */
  | { kind: 'rubbishBody'; form?: 'html' | 'truncated' | 'bytes' | undefined }
  /** Does it, and answers its status without a body. */
  | { kind: 'emptyBody' }
  /** Does it, and answers every decimal as a text: `"1000.00"`. */
  | { kind: 'decimalStrings' }
  /** Does it, and answers a word or number that the document does not know where it has a list of them. */
  | { kind: 'unknownEnum'; value?: string | number | undefined }
  /** Does it, and answers fields that the document does not know. */
  | { kind: 'unknownFields' }
  /** Answers `{"success": false}` with status 200, and does nothing. */
  | { kind: 'successFalse' }
  /** Answers 422 with something else than the provider's refusals are, and does nothing; a `text` unless given. */
  | { kind: 'strangeRefusal'; form?: 'text' | 'list' | 'empty' | undefined }
  /** Answers Mottor's list or statistics as they were `ms` ago, as far as uses and time limits go. */
  | { kind: 'staleStatistics'; ms: number };

/** The name of a fault. */
export type FaultKind = Fault['kind'];

/** A fault of one kind. */
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

// What timers take is 2^31 - 1; a fault of more than an hour would never end anyway.
const ms = z.int().min(0).max(3_600_000);
const strikes = z.enum(['before', 'after']);

/** Reads a fault that came over the wire, strictly: a misspelt option would make another fault. */
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
