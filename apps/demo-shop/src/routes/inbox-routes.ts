import { Hono } from 'hono';
import { type Inbox, toVisitor } from '../inbox/inbox.ts';
import { inboxMessages } from '../pages/inbox-panel.ts';
import type { ShopEnv } from '../shop-env.ts';
import type { ShopParts } from '../shop-parts.ts';

/** What the make-believe phone shows, as a piece of the checkout page. */
export function inboxRoutes(inbox: Inbox): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get('/inbox', async (context) => {
    const cart = context.get('cart');
    const messages = cart ? await inbox.read(toVisitor(cart.id)) : [];
    const list = await inboxMessages(context.get('visit'), messages);
    return context.html(list, 200, { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  });

  return routes;
}

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
