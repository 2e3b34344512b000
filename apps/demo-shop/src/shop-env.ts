import type { RequestInfo } from '@checkout-perks/middleware';
import type { StoredCart } from './cart/cart-store.ts';
import type { CartView } from './cart/cart-view.ts';
import type { Visit } from './visit.ts';

/** What a request carries through the shop's routes. */
export interface ShopEnv {
  /** Whom the request comes from, as the port sees it. */
  Bindings: RequestInfo;
  Variables: {
    visit: Visit;
    /** Absent until something has been put into it. */
    cart: StoredCart | undefined;
    cartView: CartView;
  };
}
