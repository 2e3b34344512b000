import { type CheckoutProblem, toCheckoutProblem } from '../checkout/checkout-problem.ts';
import type { ShopParts } from '../shop-parts.ts';
import { tendOrder } from './tend-order.ts';

/** What became of an order that was to be made final. */
export type Commitment =
  /** It is final, on its way there, or somewhere that only its own page can explain. */
  | { outcome: 'order' }
  /** It came to nothing, and nothing was taken: back to the checkout. */
  | { outcome: 'undone'; problem: CheckoutProblem }
  /** It could not even begin; the reservation still stands. */
  | { outcome: 'held'; problem: CheckoutProblem };

/** Makes a reserved order final, and does for the shop what follows from it. */
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
  // Value that comes back as a new code has to be shown, and only the order's page can do that.
  if (!undone || perks.returned.length > 0) return { outcome: 'order' };
  await shop.carts.renewAttempt(order.cartId, id);
  return { outcome: 'undone', problem };
}
