import { type CheckoutProblem, toCheckoutProblem } from '../checkout/checkout-problem.ts';
import type { ShopParts } from '../shop-parts.ts';
import { tendOrder } from './tend-order.ts';

/** The result of committing an order. */
export type Commitment =
  /** The order page shows the state: final, still being committed, or another state. */
  | { outcome: 'order' }
  /** The order failed and nothing was charged, so the shopper returns to the checkout. */
  | { outcome: 'undone'; problem: CheckoutProblem }
  /** The commit did not start; the reservation is still valid. */
  | { outcome: 'held'; problem: CheckoutProblem };

/** Commits a reserved order, and does the shop's own work that follows. */
export async function commitOrder(shop: ShopParts, id: string): Promise<Commitment> {
  let problem: CheckoutProblem | undefined;
  try {
    await shop.perks.orders.commit(id);
  } catch (thrown) {
    problem = toCheckoutProblem(thrown);
  }
  const tended = await tendOrder(shop, id);
  if (problem === undefined || !tended) return { outcome: 'order' };

  const { order, perks } = tended;
  shop.log({ event: 'commit-failed', code: problem, orderNumber: order.number });
  if (perks.state === 'reserved') return { outcome: 'held', problem };
  const undone = perks.state === 'declined' || perks.state === 'expired' || perks.state === 'cancelled';
  // A refund may be a new code, and only the order page can show it.
  if (!undone || perks.returned.length > 0) return { outcome: 'order' };
  await shop.carts.renewAttempt(order.cartId, id);
  return { outcome: 'undone', problem };
}
