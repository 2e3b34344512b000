import { type Context, Hono } from 'hono';
import { parseQuantity } from '../cart/parse-quantity.ts';
import { findProduct } from '../catalogue/catalogue.ts';
import { postedForm } from '../guards/posted-form.ts';
import { cartPage } from '../pages/cart-page.ts';
import { errorPage } from '../pages/error-page.ts';
import { productPage } from '../pages/product-page.ts';
import type { ShopEnv } from '../shop-env.ts';
import type { ShopParts } from '../shop-parts.ts';
import { CART_COOKIE, setShopCookie } from './cookies.ts';
import { ownPath } from './own-path.ts';

/** Routes that show and change the cart. */
export function cartRoutes({ carts }: ShopParts, { secureCookies }: { secureCookies: boolean }): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get('/cart', (context) => context.html(cartPage(context.get('visit'), context.get('cartView'))));

  routes.post('/cart/add', async (context) => {
    const form = await postedForm(context);
    const product = findProduct(String(form?.get('product') ?? ''));
    if (!form) return bad(context);
    if (!product) return context.notFound();
    const quantity = parseQuantity(form.get('quantity'), 1);
    if (quantity === undefined) {
      const visit = { ...context.get('visit'), path: `/goods/${product.id}` };
      return context.html(productPage(visit, product, { badQuantity: true }), 422);
    }

    let cartId = context.get('cart')?.id;
    if (cartId === undefined) {
      cartId = await carts.create();
      setShopCookie(context, CART_COOKIE, cartId, secureCookies);
    }
    await carts.add(cartId, product.id, quantity);
    const back = ownPath(form.get('back')).replace(/[?#].*$/, '');
    return context.redirect(`${back}?added=${product.id}`, 303);
  });

  routes.post('/cart/change', async (context) => {
    const form = await postedForm(context);
    const product = findProduct(String(form?.get('product') ?? ''));
    if (!form) return bad(context);
    if (!product) return context.notFound();
    const typed = parseQuantity(form.get('quantity'), 0);
    const step = form.get('step');
    const wished = typed === undefined || step === null ? typed : typed + (step === '1' ? 1 : -1);
    const quantity = wished === undefined ? undefined : parseQuantity(String(wished), 0);
    const cart = context.get('cart');
    if (quantity === undefined) {
      const visit = { ...context.get('visit'), path: '/cart' };
      return context.html(cartPage(visit, context.get('cartView'), product.id), 422);
    }
    if (cart) await carts.change(cart.id, product.id, quantity);
    return context.redirect('/cart', 303);
  });

  routes.post('/cart/remove', async (context) => {
    const form = await postedForm(context);
    const product = findProduct(String(form?.get('product') ?? ''));
    if (!form) return bad(context);
    if (!product) return context.notFound();
    const cart = context.get('cart');
    if (cart) await carts.change(cart.id, product.id, 0);
    return context.redirect('/cart', 303);
  });

  return routes;
}

function bad(context: Context<ShopEnv>) {
  return context.html(errorPage(context.get('visit'), 'bad'), 400);
}
