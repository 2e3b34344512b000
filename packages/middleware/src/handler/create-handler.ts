import {
  type AttentionAnswer,
  type Config,
  type Order,
  quoteRequest,
  type RefundRequest,
  type ReserveRequest,
} from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Loyalty } from '../loyalty/loyalty.ts';
import { CODE_LENGTH } from '../loyalty/one-time-codes.ts';
import type { Orders } from '../orders/create-orders.ts';
import { parseInput } from '../orders/parse-input.ts';
import { type QuotingOptions, quoteCart } from '../quoting/quote-cart.ts';
import type { QuoteTokens } from '../quoting/quote-token.ts';
import { type AdminRoutesOptions, createAdminRoutes } from './admin-routes.ts';
import { clientAddress, type RequestInfo } from './client-address.ts';
import type { GuessBudget } from './guess-budget.ts';
import type { HandlerEnv } from './handler-env.ts';
import { createLoyaltyRoutes } from './loyalty-routes.ts';
import type { MerchantGuard } from './merchant-guard.ts';
import { openSession } from './open-session.ts';
import { problemOf } from './problem-of.ts';
import { isEmpty, readJson } from './read-json.ts';
import { type ResolveCart, resolvedCart } from './resolved-cart.ts';

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
  /** Only where there are loyalty points. */
  loyalty?: Loyalty | undefined;
  resolveCart?: ResolveCart | undefined;
  /** Only where there is a secret for it. */
  admin?: AdminRoutesOptions | undefined;
  newId: () => string;
  /** Told of what should not have happened. */
  report: (thrown: unknown, requestId: string) => void;
}

/** Answers one request. */
export type Handler = (request: Request, info?: RequestInfo) => Promise<Response>;

/** Largest bodies, bytes. */
const MAX_BODY = 256 * 1024;

/** Makes the routes: parse, call, respond. */
export function createHandler(options: HandlerOptions): Handler {
  const { orders, quoting, tokens, guesses, loyalty } = options;
  const app = new Hono<HandlerEnv>({ strict: true }).basePath(options.basePath);

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
  if (loyalty) app.use('/loyalty/*', browser);
  app.use('/orders/*', async (context, next) => {
    options.guard(context.req.raw);
    await next();
  });

  const config: Config = {
    version: 1,
    currency: quoting.currency,
    perks: {
      gift: quoting.gifts !== undefined,
      promo: quoting.promos !== undefined,
      points: quoting.members !== undefined,
    },
    maxCodes: quoting.maxGiftCodes,
    locales: ['en', 'ru'],
    ...(loyalty ? { loyalty: { oneTimeCode: loyalty.oneTimeCode, codeLength: CODE_LENGTH } } : {}),
  };
  app.get('/config', (context) => context.json(config));
  app.get('/healthz', (context) => context.json({ status: 'ok' }));

  app.post('/quote', async (context) => {
    const { raw } = context.req;
    const { cart: given, cartId, codes, loyalty: use } = parseInput(quoteRequest, await readJson(raw, MAX_BODY));
    const session = loyalty && use ? await openSession(loyalty, use.session) : undefined;
    const cart = given ?? (await resolvedCart(options.resolveCart, raw, cartId ?? ''));
    const address = clientAddress(raw, context.env ?? {}, options.trustedProxies);
    const input = { cart, codes, loyalty: session && use && { session, spend: use.spend }, preview: true };
    const quoted = await guesses.spend(address, codes.length, () => quoteCart(quoting, input, given !== undefined));
    return context.json({ quote: quoted.quote, token: await tokens.issue(cart, quoted) });
  });

  if (loyalty) {
    const { trustedProxies } = options;
    app.route('/loyalty', createLoyaltyRoutes({ loyalty, guesses, trustedProxies }));
  }

  if (options.admin) app.route('/admin', createAdminRoutes(options.admin));

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
  app.post('/orders/:orderId/refund', async (context) => {
    const orderId = context.req.param('orderId');
    const { raw } = context.req;
    // Nothing at all asks for the whole, as `curl -X POST` does.
    const request = isEmpty(raw) ? {} : ((await readJson(raw, MAX_BODY)) as RefundRequest);
    if (request?.dryRun === true) return context.json(await orders.planRefund(orderId, request));
    return answer(context, await orders.refund(orderId, request));
  });
  app.post('/orders/:orderId/attention', async (context) => {
    const found = (await readJson(context.req.raw, MAX_BODY)) as AttentionAnswer;
    return answer(context, await orders.answer(context.req.param('orderId'), found));
  });
  app.get('/orders/:orderId', async (context) => answer(context, await orders.get(context.req.param('orderId'))));

  const methodsOf = {
    ...METHODS,
    ...(loyalty ? LOYALTY_METHODS : {}),
    ...(options.admin ? ADMIN_METHODS : {}),
  };
  for (const [path, methods] of Object.entries(methodsOf)) {
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
  '/orders/:orderId/attention': 'POST',
};

const LOYALTY_METHODS: Readonly<Record<string, string>> = {
  '/loyalty/identify': 'POST, OPTIONS',
  '/loyalty/confirm': 'POST, OPTIONS',
};

const ADMIN_METHODS: Readonly<Record<string, string>> = { '/admin/reconciliation': 'GET' };

const BETWEEN: ReadonlySet<string> = new Set(['reserving', 'committing', 'declining', 'refunding']);

/** An order that is between states is still being worked on: the same call will tell more later. */
function answer(context: Context<HandlerEnv>, order: Order): Response {
  return context.json(order, BETWEEN.has(order.state) ? 202 : 200);
}

function failed(context: Context<HandlerEnv>, options: HandlerOptions, thrown: unknown): Response {
  const requestId = context.get('requestId') ?? options.newId();
  const problem = problemOf(thrown, requestId);
  // What is neither the caller's doing nor a provider's.
  if (problem.status === 500) options.report(thrown, requestId);
  context.header('content-type', 'application/problem+json');
  if (problem.retryAfter !== undefined) context.header('retry-after', String(problem.retryAfter));
  return context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode);
}
