import { Hono } from 'hono';
import type { Inbox } from '../inbox/inbox.ts';
import { visitorOf } from '../inbox/visitor-of.ts';
import { inboxMessages } from '../pages/inbox-messages.ts';
import type { ShopEnv } from '../shop-env.ts';

/** What the make-believe phone shows, as a piece of the checkout page. */
export function inboxRoutes(inbox: Inbox): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get('/inbox', async (context) => {
    const cart = context.get('cart');
    const messages = cart ? await inbox.read(visitorOf(cart.id)) : [];
    const list = await inboxMessages(context.get('visit'), messages);
    return context.html(list, 200, { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  });

  return routes;
}
