import { Hono } from 'hono';
import { findProduct } from '../catalogue/catalogue.ts';
import { isLanguage } from '../i18n/language.ts';
import { cataloguePage } from '../pages/catalogue-page.ts';
import { infoPage } from '../pages/info-page.ts';
import { productPage } from '../pages/product-page.ts';
import type { ShopEnv } from '../shop-env.ts';
import { LANGUAGE_COOKIE, setShopCookie } from './cookies.ts';
import { ownPath } from './own-path.ts';

/** Routes of the front page, products, delivery information and choice of language. */
export function catalogueRoutes({ secureCookies }: { secureCookies: boolean }): Hono<ShopEnv> {
  const routes = new Hono<ShopEnv>();

  routes.get('/', (context) => {
    const added = findProduct(context.req.query('added') ?? '');
    return context.html(cataloguePage(withoutAdded(context.get('visit')), added));
  });

  routes.get('/goods/:id', (context) => {
    const product = findProduct(context.req.param('id'));
    if (!product) return context.notFound();
    const added = findProduct(context.req.query('added') ?? '');
    return context.html(productPage(withoutAdded(context.get('visit')), product, { added }));
  });

  routes.get('/delivery', (context) => context.html(infoPage(context.get('visit'))));

  routes.get('/language/:language', (context) => {
    const language = context.req.param('language');
    if (!isLanguage(language)) return context.notFound();
    setShopCookie(context, LANGUAGE_COOKIE, language, secureCookies);
    return context.redirect(ownPath(context.req.query('back')), 303);
  });

  return routes;
}

/** Removes the notice about an added product from the address to return to. */
function withoutAdded(visit: ShopEnv['Variables']['visit']): ShopEnv['Variables']['visit'] {
  return { ...visit, path: visit.path.replace(/\?.*$/, '') };
}
