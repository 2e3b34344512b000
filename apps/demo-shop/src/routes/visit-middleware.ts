import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { viewCart } from '../cart/cart-view.ts';
import { formatMoney } from '../i18n/format.ts';
import { getMessages } from '../i18n/get-messages.ts';
import { pickLanguage } from '../i18n/language.ts';
import type { ShopEnv } from '../shop-env.ts';
import type { ShopParts } from '../shop-parts.ts';
import type { StaticFiles } from '../static-files.ts';
import { CART_COOKIE, LANGUAGE_COOKIE } from './cookies.ts';

/** Reads the visitor's language and cart. */
export function visitMiddleware({ carts }: ShopParts, files: StaticFiles): MiddlewareHandler<ShopEnv> {
  return async (context, next) => {
    const language = pickLanguage(getCookie(context, LANGUAGE_COOKIE), context.req.header('accept-language'));
    const cartId = getCookie(context, CART_COOKIE);
    const cart = cartId === undefined ? undefined : await carts.read(cartId);
    const cartView = viewCart(cart?.lines ?? []);
    const { pathname, search } = new URL(context.req.url);
    context.set('cart', cart);
    context.set('cartView', cartView);
    context.set('visit', {
      language,
      words: getMessages(language),
      path: pathname + search,
      cartCount: cartView.count,
      money: (amount) => formatMoney(language, amount),
      asset: files.address,
    });
    await next();
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-cache, private');
    context.header('vary', 'Accept-Language, Cookie', { append: true });
    context.header('content-language', language);
  };
}
