import { createFetch } from 'ofetch';
import type * as z from 'zod/mini';
import { type Config, config } from '../contract/v1/config.ts';
import {
  type ConfirmRequest,
  type IdentifyRequest,
  type LoyaltyAnswer,
  loyaltyAnswer,
} from '../contract/v1/loyalty.ts';
import {
  type AttentionAnswer,
  type Order,
  type OrderRefund,
  order,
  orderId as orderIdSchema,
  orderRefund,
  type RefundRequest,
  type ReserveRequest,
} from '../contract/v1/order.ts';
import { problem } from '../contract/v1/problem.ts';
import { type QuoteAnswer, type QuoteRequest, quoteAnswer } from '../contract/v1/quote.ts';
import { type ReconcileRequest, type Reconciliation, reconciliation } from '../contract/v1/reconciliation.ts';
import { PerksError } from '../errors/perks-error.ts';
import type { ProblemFacts } from './perks-problem.ts';
import type { PerksRequest, PerksTransport } from './perks-transport.ts';
import { requestPerks } from './request-perks.ts';

/** Where the middleware is mounted and who calls. */
export interface PerksClientOptions {
  /** Mount path with its origin, such as `https://shop.example/perks/v1`. */
  baseUrl: string;
  /** The merchant's secret, for the order verbs. Never give it to a browser. */
  merchantSecret?: string;
  /** The operator's secret, for {@link PerksClient.reconcile}. Never give it to a browser. */
  adminSecret?: string;
  /** Longest that a call may take, ms; 15 000 unless given. */
  timeoutMs?: number;
  /** Used instead of the global `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/**
 * The middleware's wire API, typed. Every method rejects with `PerksError`, which is a `PerksProblem` when the
 * middleware refused, and with the signal's reason when it was aborted. An order id that the contract does not allow is `INVALID_REQUEST` and never sent.
 */
export interface PerksClient {
  config(signal?: AbortSignal): Promise<Config>;
  quote(request: QuoteRequest, signal?: AbortSignal): Promise<QuoteAnswer>;
  /** Takes a phone, card, app code or customer token; of a phone or card the answer never tells whether it is a member's. */
  identify(request: IdentifyRequest, signal?: AbortSignal): Promise<LoyaltyAnswer>;
  /** Takes the one-time code that was sent. A repeat is refused once it has succeeded. */
  confirm(request: ConfirmRequest, signal?: AbortSignal): Promise<LoyaltyAnswer>;
  /** Holds what the order needs. Safe to repeat with the same body. */
  reserve(orderId: string, request: ReserveRequest): Promise<Order>;
  /** Makes the order final. Safe to repeat. */
  commit(orderId: string): Promise<Order>;
  /** Lets go before commit. Safe to repeat. */
  cancel(orderId: string): Promise<Order>;
  /** Tells what a refund would give back, and changes nothing. */
  planRefund(orderId: string, request?: Omit<RefundRequest, 'dryRun'>): Promise<OrderRefund>;
  /**
   * Gives back what a committed order was paid with: of these lines, or of all that is left. Gift value comes back as a new
   * code. Safe to repeat with the same body.
   */
  refund(orderId: string, request?: Omit<RefundRequest, 'dryRun'>): Promise<Order>;
  /** Tells what a person found out about an order in `attention`. */
  answerAttention(orderId: string, answer: AttentionAnswer): Promise<Order>;
  order(orderId: string): Promise<Order>;
  /** Lays the journal beside the providers' books. It may take minutes, and is given five of them at least. */
  reconcile(request?: ReconcileRequest): Promise<Reconciliation>;
}

/**
 * Makes a client of the middleware for servers and single-page applications; every answer is checked by the contract.
 *
 * @throws {PerksError} `CONFIGURATION` for a secret that no header can carry, or a timeout that is no whole number of ms
 */
export function createPerksClient(options: PerksClientOptions): PerksClient {
  const transport = ofetchTransport(options, 'merchantSecret');
  const { timeoutMs = 0 } = options;
  const admin = ofetchTransport({ ...options, timeoutMs: Math.max(timeoutMs, RECONCILING) }, 'adminSecret');
  const send = <Schema extends z.ZodMiniType>(
    request: PerksRequest,
    schema: Schema,
    by = transport,
  ): Promise<z.output<Schema>> => requestPerks(by, request, (json) => schema.parse(json), factsOf);
  const post = <Schema extends z.ZodMiniType>(path: string, body: unknown, schema: Schema, signal?: AbortSignal) =>
    send({ method: 'POST', path, body, signal }, schema);
  const verb = async <Schema extends z.ZodMiniType>(orderId: string, name: string, body: object, schema: Schema) =>
    post(`${orderPath(orderId)}/${name}`, body, schema);

  return {
    config: (signal) => send({ method: 'GET', path: '/config', signal }, config),
    quote: (request, signal) => post('/quote', request, quoteAnswer, signal),
    identify: (request, signal) => post('/loyalty/identify', request, loyaltyAnswer, signal),
    confirm: (request, signal) => post('/loyalty/confirm', request, loyaltyAnswer, signal),
    reserve: async (orderId, request) => send({ method: 'PUT', path: orderPath(orderId), body: request }, order),
    commit: (orderId) => verb(orderId, 'commit', {}, order),
    cancel: (orderId) => verb(orderId, 'cancel', {}, order),
    planRefund: (orderId, request) => verb(orderId, 'refund', { ...request, dryRun: true }, orderRefund),
    refund: (orderId, request = {}) => verb(orderId, 'refund', request, order),
    answerAttention: (orderId, answer) => verb(orderId, 'attention', answer, order),
    order: async (orderId) => send({ method: 'GET', path: orderPath(orderId) }, order),
    reconcile: (request = {}) => {
      const query = new URLSearchParams(request).toString();
      return send({ method: 'GET', path: `/admin/reconciliation${query && `?${query}`}` }, reconciliation, admin);
    },
  };
}

/** A problem that does not match the contract still has its code; only what it brings along is left out. */
function factsOf(json: unknown): ProblemFacts {
  const read = problem.safeParse(json);
  return read.success ? { quote: read.data.quote, token: read.data.token, order: read.data.order } : {};
}

/** Longest that reconciling may take unless more is given, ms. */
const RECONCILING = 5 * 60_000;

function ofetchTransport(options: PerksClientOptions, whose: 'merchantSecret' | 'adminSecret'): PerksTransport {
  const { baseUrl, timeoutMs = 15_000, fetch, [whose]: secret } = options;
  const send = fetch ? createFetch({ fetch, Headers, AbortController }) : createFetch();
  const base = baseUrl.replace(/\/+$/, '');
  const headers: Record<string, string> = { accept: 'application/json' };
  if (secret !== undefined) {
    // A secret read from a file often ends in a line break, which no header can carry.
    if (!/^[\x21-\x7e]+$/.test(secret)) throw misconfigured(whose);
    headers.authorization = `Bearer ${secret}`;
  }
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > LONGEST_TIMER) throw misconfigured('timeoutMs');

  return async ({ method, path, body, signal }) => {
    // Not `AbortSignal.any` with `AbortSignal.timeout`: Node 20 collects a timeout that only a combined signal holds, and
    // then it never fires.
    const limit = new AbortController();
    const stop = () => limit.abort();
    const timer = setTimeout(stop, timeoutMs);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    try {
      const answer = send.raw<string, 'text'>(base + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: body as Record<string, unknown> }),
        credentials: 'omit',
        redirect: 'error',
        retry: 0,
        ignoreResponseError: true,
        responseType: 'text',
        signal: limit.signal,
      });
      const response = await Promise.race([answer, aborted(limit.signal)]);
      return { status: response.status, json: parsed(response._data) };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  };
}

/** The largest delay that timers take, ms; past it they fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

function misconfigured(option: string): PerksError {
  return new PerksError('CONFIGURATION', { details: { option } });
}

/** A `fetch` that was passed in need not heed the signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function orderPath(orderId: string): string {
  if (!orderIdSchema.safeParse(orderId).success)
    throw new PerksError('INVALID_REQUEST', { details: { path: 'orderId' } });
  return `/orders/${encodeURIComponent(orderId)}`;
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
