import { type Config, type Order, quoteRequest, type ReserveRequest } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Orders } from '../orders/create-orders.ts';
import { parseInput } from '../orders/parse-input.ts';
import { type QuotingOptions, quoteCart } from '../quoting/quote-cart.ts';
import type { QuoteTokens } from '../quoting/quote-token.ts';
import { clientAddress, type RequestInfo } from './client-address.ts';
import type { GuessBudget } from './guess-budget.ts';
import type { MerchantGuard } from './merchant-guard.ts';
import { problemOf } from './problem-of.ts';
import { readJson } from './read-json.ts';

/** What the routes need. */
export interface HandlerOptions {
  basePath: string;
  allowedOrigins: readonly string[];
  trustedProxies: number;
  guesses: GuessBudget;
  guard: MerchantGuard;
  quoting: QuotingOptions;
  tokens: QuoteTokens;
  orders: Orders;
  newId: () => string;
  /** Told of what should not have happened. */
  report: (thrown: unknown, requestId: string) => void;
}

/** Answers one request. */
export type Handler = (request: Request, info?: RequestInfo) => Promise<Response>;

interface Env {
  Variables: { requestId: string };
  Bindings: RequestInfo;
}

/** Largest bodies, bytes. */
const MAX_BODY = 256 * 1024;
/** Reasons that say nothing about whether a code was guessed. */
const NOT_A_GUESS: ReadonlySet<string> = new Set([
  'discount_code_already_applied',
  'discount_code_combination_disallowed',
  'discount_code_not_needed',
  'discount_code_unavailable',
  'discount_code_currency_mismatch',
]);

/** Makes the routes: parse, call, respond. */
export function createHandler(options: HandlerOptions): Handler {
  const { orders, quoting, tokens, guesses } = options;
  const app = new Hono<Env>({ strict: true }).basePath(options.basePath);

  app.use('*', async (context, next) => {
    context.set('requestId', options.newId());
    await next();
    context.header('x-request-id', context.get('requestId'));
    context.header('cache-control', 'no-store');
  });
  app.use('*', secureHeaders());

  const browser = cors({
    origin: (origin) => (options.allowedOrigins.includes(origin) ? origin : null),
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['content-type'],
    exposeHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  });
  app.use('/config', browser);
  app.use('/quote', browser);
  app.use('/orders/*', async (context, next) => {
    options.guard(context.req.raw);
    await next();
  });

  const config: Config = {
    version: 1,
    currency: quoting.currency,
    perks: { gift: true, promo: false, points: false },
    maxCodes: quoting.maxGiftCodes,
    locales: ['en', 'ru'],
  };
  app.get('/config', (context) => context.json(config));
  app.get('/healthz', (context) => context.json({ status: 'ok' }));

  app.post('/quote', async (context) => {
    const { cart, codes } = parseInput(quoteRequest, await readJson(context.req.raw, MAX_BODY));
    if (!cart) throw new PerksError('CART_NOT_FOUND');
    const address = clientAddress(context.req.raw, context.env ?? {}, options.trustedProxies);
    const { quoted } = await guesses.spend(address, codes.length, async () => {
      const quoted = await quoteCart(quoting, cart, codes, true);
      const wrong = quoted.quote.codes.filter((code) => code.reason && !NOT_A_GUESS.has(code.reason)).length;
      return { quoted, wrong };
    });
    return context.json({ quote: quoted.quote, token: await tokens.issue(cart, quoted) });
  });

  app.put('/orders/:orderId', async (context) => {
    // The verb itself checks what it is given, also from callers in the same process.
    const request = (await readJson(context.req.raw, MAX_BODY)) as ReserveRequest;
    return answer(context, await orders.reserve(context.req.param('orderId'), request));
  });
  app.post('/orders/:orderId/commit', async (context) =>
    answer(context, await orders.commit(context.req.param('orderId'))),
  );
  app.post('/orders/:orderId/cancel', async (context) =>
    answer(context, await orders.cancel(context.req.param('orderId'))),
  );
  app.post('/orders/:orderId/refund', async (context) =>
    answer(context, await orders.refund(context.req.param('orderId'))),
  );
  app.get('/orders/:orderId', async (context) => answer(context, await orders.get(context.req.param('orderId'))));

  for (const [path, methods] of Object.entries(METHODS)) {
    app.all(path, (context) => {
      context.header('allow', methods);
      throw new PerksError('METHOD_NOT_ALLOWED');
    });
  }
  app.notFound((context) => failed(context, options, new PerksError('ROUTE_NOT_FOUND')));
  app.onError((thrown, context) => failed(context, options, thrown));

  return async (request, info = {}) => app.fetch(request, info);
}

const METHODS: Readonly<Record<string, string>> = {
  '/config': 'GET, OPTIONS',
  '/quote': 'POST, OPTIONS',
  '/healthz': 'GET',
  '/orders/:orderId': 'GET, PUT',
  '/orders/:orderId/commit': 'POST',
  '/orders/:orderId/cancel': 'POST',
  '/orders/:orderId/refund': 'POST',
};

/** An order that is between states is still being worked on: the same call will tell more later. */
function answer(context: Context<Env>, order: Order): Response {
  const between = order.state === 'committing' || order.state === 'declining' || order.state === 'refunding';
  return context.json(order, between ? 202 : 200);
}

function failed(context: Context<Env>, options: HandlerOptions, thrown: unknown): Response {
  const requestId = context.get('requestId') ?? options.newId();
  const problem = problemOf(thrown, requestId);
  // What is neither the caller's doing nor a provider's.
  if (problem.status === 500) options.report(thrown, requestId);
  context.header('content-type', 'application/problem+json');
  if (problem.retryAfter !== undefined) context.header('retry-after', String(problem.retryAfter));
  return context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode);
}
