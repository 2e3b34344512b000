import { createHash } from 'node:crypto';
import type { Order, Quote } from '@checkout-perks/core/contract';
import { QuoteRefusal } from '@checkout-perks/middleware';
import { type CartView, perksCart } from '../cart/cart-view.ts';
import { DELIVERY_PRICES } from '../delivery.ts';
import { commitOrder } from '../orders/commit-order.ts';
import type { ShopParts } from '../shop-parts.ts';
import type { CheckoutForm } from './checkout-form.ts';
import { type CheckoutProblem, toCheckoutProblem } from './checkout-problem.ts';
import { type ClientAddress, quoteCheckout } from './quote-checkout.ts';

/** The order that the shopper sent. */
export interface OrderRequest {
  cartId: string;
  /** The id that the order will have. */
  orderId: string;
  cart: CartView;
  form: CheckoutForm;
  /** The delivery address as text. */
  place: string;
  /** The widget's token. */
  token?: string | undefined;
  /** Codes typed without the widget. */
  codes: readonly string[];
  client: ClientAddress;
}

/** The result of placing an order. */
export type Placement =
  | { outcome: 'order'; orderId: string }
  | { outcome: 'pay'; orderId: string }
  /** A quote comes with its token, so the shopper can accept the new price. */
  | { outcome: 'problem'; problem: CheckoutProblem; quote?: Quote; token?: string };

/** Hashes everything that distinguishes one order from another. */
export function fingerprintOrder({ cart, form, place, token, codes }: OrderRequest): string {
  const lines = cart.lines.map(({ product, quantity }) => [product.id, quantity, product.price]);
  return createHash('sha256')
    .update(JSON.stringify([lines, form, place, token ?? '', codes]))
    .digest('base64url');
}

/**
 * Places an order: stores it, reserves its codes and points at the middleware, and commits it at once unless a card payment
 * comes first. If a step fails, the cart stays unchanged.
 */
export async function placeOrder(shop: ShopParts, request: OrderRequest): Promise<Placement> {
  const { orderId, cart, form } = request;
  const goods = perksCart(cart, DELIVERY_PRICES[form.delivery]);

  let { token } = request;
  if (!token && request.codes.length > 0) {
    try {
      const answer = await quoteCheckout(shop, goods, request.codes, request.client);
      const problem = codeProblem(answer.quote);
      if (problem) return { outcome: 'problem', problem, ...answer };
      token = answer.token;
    } catch (thrown) {
      return { outcome: 'problem', problem: toCheckoutProblem(thrown) };
    }
  }

  const fingerprint = fingerprintOrder(request);
  const order = await storeOrder(shop, request, fingerprint);
  if (order.fingerprint !== fingerprint) return { outcome: 'problem', problem: 'staleForm' };

  let reserved: Order;
  try {
    // A promo code for one use per person compares phones, so the notation must not matter.
    const customer = form.phone.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7');
    reserved = await shop.perks.orders.reserve(
      orderId,
      token ? { cart: goods, token, customer } : { cart: goods, codes: [], customer },
    );
  } catch (thrown) {
    // A concurrent copy of this request may have reserved the order, which then stays valid.
    if (!(await stands(shop, orderId))) await shop.orders.remove(orderId);
    shop.log({ event: 'reserve-failed', code: toCheckoutProblem(thrown), orderNumber: order.number });
    if (!(thrown instanceof QuoteRefusal)) return { outcome: 'problem', problem: toCheckoutProblem(thrown) };
    const { quote, token: instead } = thrown;
    // If one code is the cause, the problem names that code.
    return { outcome: 'problem', problem: codeProblem(quote) ?? toCheckoutProblem(thrown), quote, token: instead };
  }

  await cancelEarlierOrders(shop, request.cartId, orderId);
  if (form.payment === 'card' && reserved.amountDue > 0) return { outcome: 'pay', orderId };

  await shop.orders.moveMoney(orderId, ['awaiting'], 'none');
  const commitment = await commitOrder(shop, orderId);
  if (commitment.outcome === 'order') return { outcome: 'order', orderId };
  if (commitment.outcome === 'held') {
    await shop.perks.orders.cancel(orderId).catch(() => undefined);
    await shop.carts.renewAttempt(request.cartId, orderId);
  }
  return { outcome: 'problem', problem: commitment.problem };
}

/** Rejections that do not block the order: the code is not needed, or a better one replaces it. */
const HARMLESS: ReadonlySet<string | undefined> = new Set([
  'discount_code_not_needed',
  'discount_code_already_applied',
  'discount_code_combination_disallowed',
]);

/** Gets the reason why a typed code cannot be used. */
function codeProblem(quote: Quote): CheckoutProblem | undefined {
  const reasons = quote.codes
    .filter((code) => code.status === 'rejected' && !HARMLESS.has(code.reason))
    .map((code) => code.reason);
  if (reasons.length === 0) return undefined;
  if (reasons.every((reason) => reason === 'discount_code_unavailable')) return 'perksDown';
  if (reasons.every((reason) => reason === 'discount_code_in_use')) return 'codeInUse';
  return 'codeRejected';
}

function storeOrder(shop: ShopParts, { orderId, cartId, cart, form, place }: OrderRequest, fingerprint: string) {
  return shop.orders.insert({
    id: orderId,
    cartId,
    fingerprint,
    contact: { name: form.name, phone: form.phone, email: form.email },
    lines: cart.lines.map(({ product, quantity }) => ({
      productId: product.id,
      titles: { ru: product.text.ru.title, en: product.text.en.title },
      quantity,
      unitPrice: product.price,
    })),
    delivery: form.delivery,
    deliveryPlace: place,
    deliveryPrice: DELIVERY_PRICES[form.delivery],
    goods: cart.goods,
    payment: form.payment,
    money: form.payment === 'card' ? 'awaiting' : 'none',
    createdAt: shop.clock(),
  });
}

async function stands(shop: ShopParts, orderId: string): Promise<boolean> {
  return shop.perks.orders.get(orderId).then(
    () => true,
    () => false,
  );
}

/** Cancels the cart's unpaid orders, because the shopper has placed a new one. */
async function cancelEarlierOrders(shop: ShopParts, cartId: string, orderId: string): Promise<void> {
  for (const id of await shop.orders.listWaiting(cartId)) {
    if (id === orderId) continue;
    await shop.perks.orders.cancel(id).catch(() => undefined);
    await shop.orders.moveMoney(id, ['awaiting', 'refused'], 'voided');
  }
}
