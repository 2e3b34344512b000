import type { Quote } from '@checkout-perks/core/contract';
import { type Context, Hono } from 'hono';
import type { StoredCart } from '../cart/cart-store.ts';
import { perksCart } from '../cart/cart-view.ts';
import {
  type CheckoutField,
  type CheckoutForm,
  readCheckoutForm,
  reviveCheckoutForm,
} from '../checkout/checkout-form.ts';
import { type CheckoutProblem, isCheckoutProblem, toCheckoutProblem } from '../checkout/checkout-problem.ts';
import { fingerprintOrder, type OrderRequest, placeOrder } from '../checkout/place-order.ts';
import { type ClientAddress, quoteCheckout } from '../checkout/quote-checkout.ts';
import { MAX_CODES, typedCodes } from '../checkout/typed-codes.ts';
import { DELIVERY_PRICES } from '../delivery.ts';
import { postedForm } from '../guards/posted-form.ts';
import { toVisitor } from '../inbox/inbox.ts';
import type { DemoMember } from '../issuer/demo-members.ts';
import { checkoutPage } from '../pages/checkout-page.ts';
import type { DemoView } from '../pages/checkout-view.ts';
import { errorPage } from '../pages/error-page.ts';
import type { ShopEnv } from '../shop-env.ts';
import type { ShopParts } from '../shop-parts.ts';
import type { Visit } from '../visit.ts';
import { signedInMember } from './sign-in-routes.ts';

/** What the checkout page shows besides the cart. */
interface Shown {
  form: CheckoutForm;
  bad?: readonly CheckoutField[];
  problem?: CheckoutProblem | undefined;
  codes?: string;
  quote?: Quote | undefined;
  /** The quote's token, with which the order can be placed at its price. */
  token?: string | undefined;
}

/** Routes that show the checkout and place orders. */
export function checkoutRoutes(shop: ShopParts): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get('/checkout', async (context) => {
    const cart = context.get('cart');
    if (!cart || context.get('cartView').lines.length === 0) return context.redirect('/cart', 303);
    const problem = context.req.query('problem');
    return show(context, cart.id, {
      form: reviveCheckoutForm(cart.form),
      problem: isCheckoutProblem(context.get('visit').words, problem) ? problem : undefined,
    });
  });

  routes.post('/checkout', async (context) => {
    const posted = await postedForm(context);
    if (!posted) return context.html(errorPage(context.get('visit'), 'bad'), 400);
    const attempt = String(posted.get('attempt') ?? '');
    const cart = context.get('cart');
    const view = context.get('cartView');
    if (!cart || view.lines.length === 0) return afterTheFact(context, attempt, cart?.id);

    const { form, bad } = readCheckoutForm(posted, reviveCheckoutForm(cart.form));
    await shop.carts.saveForm(cart.id, form);
    const intent = posted.get('intent');
    const typed = String(posted.get('perks-code') ?? '');
    const codes = intent === 'without-codes' ? [] : typedCodes(typed);
    const token = chooseToken(intent, posted);
    if (codes.length > MAX_CODES) bad.push('codes');
    const shown: Shown = { form, bad, codes: typed.slice(0, 400) };

    if (intent === 'recalculate') return recalculate(context, cart.id, codes, shown);
    if (bad.length > 0) return show(context, cart.id, shown, 422);
    if (posted.get('seen-goods') !== String(view.goods)) {
      return show(context, cart.id, { ...shown, problem: 'staleForm' }, 409);
    }

    const request: OrderRequest = {
      cartId: cart.id,
      orderId: attempt,
      cart: view,
      form,
      place: describePlace(context.get('visit'), form),
      token,
      codes,
      client: getClient(context),
    };
    const orderId = await orderIdFor(cart, request);
    if (orderId === undefined) return show(context, cart.id, { ...shown, problem: 'staleForm' }, 409);
    const placement = await placeOrder(shop, { ...request, orderId });
    switch (placement.outcome) {
      case 'order':
        return context.redirect(`/orders/${placement.orderId}`, 303);
      case 'pay':
        return context.redirect(`/bank/${placement.orderId}`, 303);
      case 'problem':
        return show(context, cart.id, { ...shown, ...placement }, 409);
    }
  });

  /** Chooses the new order's id: the form's id, or a new one if another order already has it. */
  async function orderIdFor(cart: StoredCart, request: OrderRequest): Promise<string | undefined> {
    const known = await shop.orders.find(request.orderId);
    if (known?.cartId === cart.id) {
      // A second click on an unchanged form is the same order; a changed form is a new order.
      if (known.fingerprint === fingerprintOrder(request)) return known.id;
      await shop.carts.renewAttempt(cart.id, known.id);
      return (await shop.carts.read(cart.id))?.attemptId;
    }
    return known === undefined && request.orderId === cart.attemptId ? cart.attemptId : undefined;
  }

  /** Answers when the cart is empty. Usually this is a second click, and the first has placed the order. */
  async function afterTheFact(context: Context<ShopEnv>, attempt: string, cartId: string | undefined) {
    const order = await shop.orders.find(attempt);
    return context.redirect(order && order.cartId === cartId ? `/orders/${order.id}` : '/cart', 303);
  }

  async function recalculate(context: Context<ShopEnv>, cartId: string, codes: readonly string[], shown: Shown) {
    try {
      const cart = perksCart(context.get('cartView'), DELIVERY_PRICES[shown.form.delivery]);
      const { quote } = await quoteCheckout(shop, cart, codes.slice(0, MAX_CODES), getClient(context));
      return show(context, cartId, { ...shown, bad: shown.bad?.filter((field) => field === 'codes') ?? [], quote });
    } catch (thrown) {
      return show(context, cartId, { ...shown, problem: toCheckoutProblem(thrown) }, 409);
    }
  }

  async function show(context: Context<ShopEnv>, cartId: string, shown: Shown, status: 200 | 409 | 422 = 200) {
    const attempt = await freshAttempt(cartId);
    const visit = { ...context.get('visit'), path: '/checkout' };
    const cart = context.get('cartView');
    const visitor = toVisitor(cartId);
    const signedIn = signedInMember(context, shop);
    const view = {
      cart,
      attempt,
      endpoint: shop.inbox ? `/visitors/${visitor}${shop.perks.basePath}` : shop.perks.basePath,
      customerToken: signedIn && (await shop.perks.loyalty.customerToken(signedIn.phone)),
      demo: await thingsToTry(signedIn),
      inbox: await shop.inbox?.read(visitor),
    };
    return context.html(checkoutPage(visit, { bad: [], codes: '', ...shown, ...view }), status);
  }

  async function thingsToTry(signedIn: DemoMember | undefined): Promise<DemoView | undefined> {
    if (!shop.demo) return undefined;
    const gifts = await shop.demo.gifts.list().catch((thrown: unknown) => {
      shop.log({ event: 'demo-codes-unavailable', code: toCheckoutProblem(thrown) });
      return 'unavailable' as const;
    });
    return { ...shop.demo, gifts, signedIn };
  }

  /** Gets an id for the form that no order has yet. */
  async function freshAttempt(cartId: string): Promise<string> {
    const cart = await shop.carts.read(cartId);
    if (!cart) return '';
    if (!(await shop.orders.find(cart.attemptId))) return cart.attemptId;
    await shop.carts.renewAttempt(cartId, cart.attemptId);
    return (await shop.carts.read(cartId))?.attemptId ?? '';
  }

  return routes;
}

/** Chooses the widget's token, or the new price's token if the shopper accepted that price. */
function chooseToken(intent: unknown, posted: FormData): string {
  if (intent === 'without-codes') return '';
  return String(posted.get(intent === 'at-new-price' ? 'perks-new' : 'perks') ?? '');
}

function getClient(context: Context<ShopEnv>): ClientAddress {
  return { remoteAddress: context.env.remoteAddress, forwardedFor: context.req.header('x-forwarded-for') };
}

function describePlace({ words }: Visit, form: CheckoutForm): string {
  if (form.delivery === 'courier') return form.address;
  return form.delivery === 'point' ? words.delivery.points[form.point] : words.delivery.workshop;
}
