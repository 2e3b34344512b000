import type { Perks } from '@checkout-perks/middleware';
import type { CartStore } from './cart/cart-store.ts';
import type { DemoCodes } from './demo-codes/demo-codes.ts';
import type { OrderStore } from './orders/order-store.ts';
import type { ShopLog } from './shop-log.ts';

/** What the shop works with. */
export interface ShopParts {
  carts: CartStore;
  orders: OrderStore;
  /** Gift codes: quotes for the browser, the order verbs for the shop. */
  perks: Pick<Perks, 'fetch' | 'orders' | 'basePath'>;
  /** Absent when the shop shows no codes to try. */
  demoCodes?: DemoCodes | undefined;
  clock: () => number;
  /** Makes ids that cannot be guessed. */
  newSecretId: () => string;
  log: ShopLog;
}
