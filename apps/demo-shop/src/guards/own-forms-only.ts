import type { Context, MiddlewareHandler } from 'hono';
import type { ShopEnv } from '../shop-env.ts';

/**
 * Lets a form through only when it was posted from a page of the shop: by the browser's own word (`Sec-Fetch-Site`), or by
 * `Origin` where a browser does not give that word. A post with neither is refused.
 *
 * @param refuse Answers everybody else
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
