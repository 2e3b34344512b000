import type { AttentionAnswer, Config, Order, RefundRequest, ReserveRequest } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { getPath } from 'hono/utils/url';
import type { Loyalty } from '../loyalty/loyalty.ts';
import { CODE_LENGTH } from '../loyalty/one-time-codes.ts';
import type { Orders } from '../orders/verbs/create-orders.ts';
import { type AdminRoutesOptions, createAdminRoutes } from './admin-routes.ts';
import { EXPOSED } from './answer-headers.ts';
import type { RequestInfo } from './client-address.ts';
import type { HandlerEnv } from './handler-env.ts';
import { createLoyaltyRoutes } from './loyalty-routes.ts';
import type { MerchantGuard } from './merchant-guard.ts';
import type { PlainAnswer, PlainRoute } from './plain-route.ts';
import { problemOf } from './problem-of.ts';
import { createQuoteRoute, type QuoteRouteOptions } from './quote-route.ts';
import { bytesOf, readJson, readOptionalJson } from './read-json.ts';

/** What the routes need. */
export interface HandlerOptions extends QuoteRouteOptions {
  basePath: string;
  guard: MerchantGuard;
  orders: Orders;
  /** Only where there are loyalty points. */
  loyalty?: Loyalty | undefined;
  /** Only where there is a secret for it. */
  admin?: AdminRoutesOptions | undefined;
}

/** Answers requests. */
export interface Handler {
  fetch(request: Request, info?: RequestInfo): Promise<Response>;
  /** The route for a method and a path, where it is one that takes plain data. */
  plain(method: string | undefined, path: string): PlainRoute | undefined;
}

/** Largest bodies, bytes. */
const MAX_BODY = 256 * 1024;

/** Makes the routes: parse, call, respond. */
export function createHandler(options: HandlerOptions): Handler {
  const { orders, quoting, guesses, loyalty } = options;
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
    exposeHeaders: EXPOSED,
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
    // Nothing at all asks for the whole, as `curl -X POST` does.
    const asked = (await readOptionalJson(context.req.raw, MAX_BODY)) as RefundRequest | undefined;
    const request = asked === undefined ? {} : asked;
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

  const quote = createQuoteRoute(options);
  const quotePath = `${options.basePath}/quote`;
  const plain: Handler['plain'] = (method, path) => (method === 'POST' && path === quotePath ? quote : undefined);
  return {
    plain,
    async fetch(request, info = {}) {
      const route = plain(request.method, getPath(request));
      if (!route) return app.fetch(request, info);
      const { headers } = request;
      const bytes = (maxBytes: number) => bytesOf(request, maxBytes);
      return responseOf(await route({ headers, bytes, standard: () => request }, info));
    },
  };
}

function responseOf({ status, headers, body }: PlainAnswer): Response {
  const given = new Headers();
  for (let index = 0; index < headers.length; index += 2) given.append(headers[index] ?? '', headers[index + 1] ?? '');
  return new Response(body, { status, headers: given });
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
