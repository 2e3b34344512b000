import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { ownFormsOnly } from './guards/own-forms-only.ts';
import { securityHeaders } from './guards/security-headers.ts';
import { errorPage, type PageError } from './pages/error-page.ts';
import { cartRoutes } from './routes/cart-routes.ts';
import { catalogueRoutes } from './routes/catalogue-routes.ts';
import { checkoutRoutes } from './routes/checkout-routes.ts';
import { inboxRoutes, mountInbox } from './routes/inbox-routes.ts';
import { orderRoutes } from './routes/order-routes.ts';
import { signInRoutes } from './routes/sign-in-routes.ts';
import { visitMiddleware } from './routes/visit-middleware.ts';
import type { ShopEnv } from './shop-env.ts';
import type { ShopParts } from './shop-parts.ts';
import type { StaticFiles } from './static-files.ts';

/** Options of the shop. */
export interface ShopOptions {
  parts: ShopParts;
  files: StaticFiles;
  /** Public address behind a proxy; if it is https, cookies are `Secure`. */
  publicUrl?: string | undefined;
}

/** Creates the shop from its parts. */
export function createShop({ parts, files, publicUrl }: ShopOptions): Hono<ShopEnv> {
  const origin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const cookies = { secureCookies: origin?.startsWith('https:') ?? false };
  const shop = new Hono<ShopEnv>();
  const errorAnswer = (context: Context<ShopEnv>, error: PageError, status: 400 | 403 | 404 | 500) =>
    context.html(errorPage(context.get('visit'), error), status);

  shop.use('*', securityHeaders());

  // This line mounts the middleware, which answers everything that browsers ask about codes and points.
  shop.all(`${parts.perks.basePath}/*`, (context) =>
    parts.perks.fetch(context.req.raw, { remoteAddress: context.env.remoteAddress }),
  );
  if (parts.inbox) mountInbox(shop, parts.perks, parts.inbox);

  shop.use('*', compress());
  for (const folder of ['assets', 'pictures']) {
    shop.use(`/${folder}/*`, async (context, next) => {
      const file = files.get(context.req.path);
      if (!file) return next();
      const etag = `"${file.version}"`;
      const current = context.req.query('v') === file.version;
      context.header('cache-control', current ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
      context.header('etag', etag);
      // A compressed answer has the same ETag, marked as weak.
      if (context.req.header('if-none-match')?.replace(/^W\//, '') === etag) return context.body(null, 304);
      return context.body(file.body, 200, { 'content-type': file.type });
    });
  }

  shop.use('*', visitMiddleware(parts, files));
  shop.use(
    '*',
    ownFormsOnly(origin, (context) => errorAnswer(context, 'forbidden', 403)),
  );
  shop.route('/', catalogueRoutes(cookies));
  shop.route('/', cartRoutes(parts, cookies));
  shop.route('/', checkoutRoutes(parts));
  shop.route('/', orderRoutes(parts));
  if (parts.inbox) shop.route('/', inboxRoutes(parts.inbox));
  if (parts.demo) shop.route('/', signInRoutes(parts, cookies));

  shop.notFound((context) => errorAnswer(context, 'notFound', 404));
  shop.onError((thrown, context) => {
    parts.log({ event: 'request-failed', name: thrown.name });
    // An error before the visit is read cannot be shown as a page, because the language is not known yet.
    return context.get('visit') ? errorAnswer(context, 'broken', 500) : context.text('500', 500);
  });
  return shop;
}
