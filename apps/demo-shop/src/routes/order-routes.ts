import { Hono } from 'hono';
import { postedForm } from '../guards/posted-form.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { commitOrder } from '../orders/commit-order.ts';
import { tendOrder } from '../orders/tend-order.ts';
import { bankPage } from '../pages/bank-page.ts';
import { errorPage } from '../pages/error-page.ts';
import { orderPage } from '../pages/order-page.ts';
import type { ShopEnv } from '../shop-env.ts';
import type { ShopParts } from '../shop-parts.ts';

/** Routes of placed orders: page, payment and cancellation. */
export function orderRoutes(shop: ShopParts): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get('/orders/:id', async (context) => {
    const tended = await tendOrder(shop, context.req.param('id'));
    if (!tended) return context.notFound();
    const notice = context.req.query('notice') === 'tryLater' ? 'tryLater' : undefined;
    return context.html(orderPage(context.get('visit'), tended, notice), 200, PRIVATE);
  });

  routes.post('/orders/:id/cancel', async (context) => {
    const id = context.req.param('id');
    if (!(await tendOrder(shop, id))) return context.notFound();
    const done = await cancelOrder(shop, id);
    return context.redirect(`/orders/${id}${done ? '' : '?notice=tryLater'}`, 303);
  });

  routes.get('/bank/:id', async (context) => {
    const id = context.req.param('id');
    const tended = await tendOrder(shop, id);
    if (!tended) return context.notFound();
    const { order, perks } = tended;
    if (perks.state !== 'reserved') return context.redirect(`/orders/${id}`, 303);
    const view = { orderId: id, number: order.number, amount: perks.amountDue };
    return context.html(bankPage(context.get('visit'), view), 200, PRIVATE);
  });

  routes.post('/bank/:id', async (context) => {
    const id = context.req.param('id');
    const form = await postedForm(context);
    const decision = form?.get('decision');
    if (decision !== 'pay' && decision !== 'decline') {
      return context.html(errorPage(context.get('visit'), 'bad'), 400);
    }
    if (!(await tendOrder(shop, id))) return context.notFound();

    if (decision === 'decline') {
      await shop.orders.moveMoney(id, ['awaiting'], 'refused');
    } else if (await shop.orders.moveMoney(id, ['awaiting', 'refused'], 'authorised')) {
      const commitment = await commitOrder(shop, id);
      if (commitment.outcome === 'undone') return context.redirect(`/checkout?problem=${commitment.problem}`, 303);
      if (commitment.outcome === 'held') {
        await shop.orders.moveMoney(id, ['authorised'], 'awaiting');
        return context.redirect(`/orders/${id}?notice=tryLater`, 303);
      }
    }
    return context.redirect(`/orders/${id}`, 303);
  });

  return routes;
}

/** Keeps order pages out of caches and search engines, because their address is the only access control. */
const PRIVATE = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' };
