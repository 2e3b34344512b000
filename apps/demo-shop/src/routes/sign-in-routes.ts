import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import { readCheckoutForm, reviveCheckoutForm } from '../checkout/checkout-form.ts';
import { postedForm } from '../guards/posted-form.ts';
import type { DemoMember } from '../issuer/demo-members.ts';
import type { ShopEnv } from '../shop-env.ts';
import type { ShopParts } from '../shop-parts.ts';
import { MEMBER_COOKIE, setShopCookie } from './cookies.ts';

/** Signs a visitor in as a fictional member of the demo, without a password. */
export function signInRoutes(shop: ShopParts, { secureCookies }: { secureCookies: boolean }): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.post('/sign-in', async (context) => {
    const posted = await postedForm(context);
    const cart = context.get('cart');
    // The button posts the checkout form, so what was typed there must be kept.
    if (posted && cart)
      await shop.carts.saveForm(cart.id, readCheckoutForm(posted, reviveCheckoutForm(cart.form)).form);
    const memberId = String(posted?.get('member') ?? '');
    if (shop.demo?.members.some((member) => member.memberId === memberId)) {
      setShopCookie(context, MEMBER_COOKIE, memberId, secureCookies);
    } else {
      deleteCookie(context, MEMBER_COOKIE, { path: '/', secure: secureCookies });
    }
    return context.redirect('/checkout', 303);
  });

  return routes;
}

/** Gets the member as whom the visitor is signed in. */
export function signedInMember(context: Context<ShopEnv>, { demo }: ShopParts): DemoMember | undefined {
  const memberId = getCookie(context, MEMBER_COOKIE);
  return demo?.members.find((member) => member.memberId === memberId);
}
