import type { Hono } from 'hono';
import type { ShopEnv } from '../shop-env.ts';
import type { ShopParts } from '../shop-parts.ts';
import type { Inbox } from './inbox.ts';

/**
 * Mounts the middleware once more, below an address of each visitor's own. Only the demo needs that: requests of the widget
 * carry no cookie, and a message must be shown to whoever asked for it.
 */
export function mountInbox(shop: Hono<ShopEnv>, perks: ShopParts['perks'], inbox: Inbox): void {
  shop.all(`/visitors/:visitor{[\\w-]{22}}${perks.basePath}/*`, (context) => {
    const { visitor } = context.req.param() as { visitor: string };
    const { method, headers, body, url } = context.req.raw;
    const inner = new Request(url.replace(`/visitors/${visitor}`, ''), {
      method,
      headers,
      ...(body ? { body, duplex: 'half' } : {}),
    } as RequestInit);
    return inbox.serve(visitor, () => perks.fetch(inner, { remoteAddress: context.env.remoteAddress }));
  });
}
