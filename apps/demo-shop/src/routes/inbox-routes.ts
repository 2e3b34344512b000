import { Hono } from 'hono';
import { type Inbox, toVisitor } from '../inbox/inbox.ts';
import { inboxMessages } from '../pages/inbox-panel.ts';
import type { ShopEnv } from '../shop-env.ts';
import type { ShopParts } from '../shop-parts.ts';

/** Route of the simulated phone's messages, as a part of the checkout page. */
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
 * Mounts the middleware a second time, under an address for each visitor. Only the demo needs this: the widget's requests
 * send no cookie, and a message must be shown only to the visitor who asked for it.
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
