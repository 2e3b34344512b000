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

/** What the shopper sent. */
export interface OrderWish {
  cartId: string;
  /** The id that the order will have. */
  orderId: string;
  cart: CartView;
  form: CheckoutForm;
  /** Where it is to be delivered, in words. */
  place: string;
  /** The widget's token. */
  token?: string | undefined;
  /** Codes typed without the widget. */
  codes: readonly string[];
  client: ClientAddress;
}

/** What became of it. */
export type Placement =
  | { outcome: 'order'; orderId: string }
  | { outcome: 'pay'; orderId: string }
  /** With a quote comes the token by which the order can be placed at its price, should the shopper agree. */
  | { outcome: 'problem'; problem: CheckoutProblem; quote?: Quote; token?: string };

/** A hash of everything that makes one wish different from another. */
export function fingerprintWish({ cart, form, place, token, codes }: OrderWish): string {
  const lines = cart.lines.map(({ product, quantity }) => [product.id, quantity, product.price]);
  return createHash('sha256')
    .update(JSON.stringify([lines, form, place, token ?? '', codes]))
    .digest('base64url');
}

/**
 * Places an order: writes it down, has the middleware hold its codes and points, and makes it final at once unless a card has to
 * pay first. Whatever fails leaves the cart as it was.
 */
export async function placeOrder(shop: ShopParts, wish: OrderWish): Promise<Placement> {
  const { orderId, cart, form } = wish;
  const goods = perksCart(cart, DELIVERY_PRICES[form.delivery]);

  let { token } = wish;
  if (!token && wish.codes.length > 0) {
    try {
      const answer = await quoteCheckout(shop, goods, wish.codes, wish.client);
      const problem = codeProblem(answer.quote);
      if (problem) return { outcome: 'problem', problem, ...answer };
      token = answer.token;
    } catch (thrown) {
      return { outcome: 'problem', problem: toCheckoutProblem(thrown) };
    }
  }

  const fingerprint = fingerprintWish(wish);
  const order = await writeDown(shop, wish, fingerprint);
  if (order.fingerprint !== fingerprint) return { outcome: 'problem', problem: 'staleForm' };

  let reserved: Order;
  try {
    // A promo code that is good once per person goes by the phone, however it was written.
    const customer = form.phone.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7');
    reserved = await shop.perks.orders.reserve(
      orderId,
      token ? { cart: goods, token, customer } : { cart: goods, codes: [], customer },
    );
  } catch (thrown) {
    // A twin of this request may have got through; then the order stands.
    if (!(await stands(shop, orderId))) await shop.orders.remove(orderId);
    shop.log({ event: 'reserve-failed', code: toCheckoutProblem(thrown), orderNumber: order.number });
    if (!(thrown instanceof QuoteRefusal)) return { outcome: 'problem', problem: toCheckoutProblem(thrown) };
    const { quote, token: instead } = thrown;
    // It says which code is to blame, where one is.
    return { outcome: 'problem', problem: codeProblem(quote) ?? toCheckoutProblem(thrown), quote, token: instead };
  }

  await letGoOfEarlier(shop, wish.cartId, orderId);
  if (form.payment === 'card' && reserved.amountDue > 0) return { outcome: 'pay', orderId };

  await shop.orders.moveMoney(orderId, ['awaiting'], 'none');
  const commitment = await commitOrder(shop, orderId);
  if (commitment.outcome === 'order') return { outcome: 'order', orderId };
  if (commitment.outcome === 'held') {
    await shop.perks.orders.cancel(orderId).catch(() => undefined);
    await shop.carts.renewAttempt(wish.cartId, orderId);
  }
  return { outcome: 'problem', problem: commitment.problem };
}

/** Refusals that stand in nobody's way: the code is not needed, or a better one is in its place. */
const HARMLESS: ReadonlySet<string | undefined> = new Set([
  'discount_code_not_needed',
  'discount_code_already_applied',
  'discount_code_combination_disallowed',
]);

/** Why the typed codes cannot all be used. */
function codeProblem(quote: Quote): CheckoutProblem | undefined {
  const reasons = quote.codes
    .filter((code) => code.status === 'rejected' && !HARMLESS.has(code.reason))
    .map((code) => code.reason);
  if (reasons.length === 0) return undefined;
  if (reasons.every((reason) => reason === 'discount_code_unavailable')) return 'perksDown';
  if (reasons.every((reason) => reason === 'discount_code_in_use')) return 'codeInUse';
  return 'codeRejected';
}

function writeDown(shop: ShopParts, { orderId, cartId, cart, form, place }: OrderWish, fingerprint: string) {
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

/** A shopper who orders anew has given up the unpaid order before it. */
async function letGoOfEarlier(shop: ShopParts, cartId: string, orderId: string): Promise<void> {
  for (const id of await shop.orders.listWaiting(cartId)) {
    if (id === orderId) continue;
    await shop.perks.orders.cancel(id).catch(() => undefined);
    await shop.orders.moveMoney(id, ['awaiting', 'refused'], 'voided');
  }
}
