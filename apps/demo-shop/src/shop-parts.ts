import type { Perks } from '@checkout-perks/middleware';
import type { CartStore } from './cart/cart-store.ts';
import type { DemoCodes } from './demo-codes/demo-codes.ts';
import type { Inbox } from './inbox/inbox.ts';
import type { DemoMember } from './issuer/demo-members.ts';
import type { DemoPromo } from './issuer/demo-promos.ts';
import type { OrderStore } from './orders/order-store.ts';
import type { ShopLog } from './shop-log.ts';

/** The parts that the shop's routes use. */
export interface ShopParts {
  carts: CartStore;
  orders: OrderStore;
  /** Promo codes, gift codes and points: quotes for the browser, the order verbs for the shop. */
  perks: Pick<Perks, 'fetch' | 'orders' | 'loyalty' | 'basePath'>;
  /** Absent if the shop shows no demo codes. */
  demo?: { gifts: DemoCodes; promos: readonly DemoPromo[]; members: readonly DemoMember[] } | undefined;
  /** Text messages that pages show; absent if the shop shows none. */
  inbox?: Inbox | undefined;
  clock: () => number;
  /** Makes ids that cannot be guessed. */
  newSecretId: () => string;
  log: ShopLog;
}
