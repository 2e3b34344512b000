import type { Context, MiddlewareHandler } from 'hono';
import type { ShopEnv } from '../shop-env.ts';

/**
 * Accepts a form only if a page of the shop posted it. It checks `Sec-Fetch-Site`, or `Origin` in browsers that do not send
 * that header. A post with neither is refused.
 *
 * @param refuse Answers refused posts
 */
export function ownFormsOnly(
  publicOrigin: string | undefined,
  refuse: (context: Context<ShopEnv>) => Response | Promise<Response>,
): MiddlewareHandler<ShopEnv> {
  return async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    const site = context.req.header('sec-fetch-site');
    const origin = context.req.header('origin');
    const own = site ? site === 'same-origin' : origin === (publicOrigin ?? new URL(context.req.url).origin);
    return own ? next() : refuse(context);
  };
}
