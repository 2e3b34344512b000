import type { Database } from '@checkout-perks/database';
import type { Kysely } from 'kysely';
import type { CheckoutForm } from '../checkout/checkout-form.ts';
import type { ShopTables } from '../tables/shop-tables.ts';

/** Largest quantity of one product in one cart. */
export const MAX_QUANTITY = 99;

/** A cart as stored. */
export interface StoredCart {
  id: string;
  /** The id under which the next checkout becomes an order. */
  attemptId: string;
  /** The last posted checkout form, as JSON. */
  form: string | null;
  lines: { productId: string; quantity: number }[];
}

/** The shop's carts, which are stored on the server. The browser has only a secret id. */
export interface CartStore {
  read(id: string): Promise<StoredCart | undefined>;
  /** Creates an empty cart. */
  create(): Promise<string>;
  /** Adds a quantity of a product, up to {@link MAX_QUANTITY}. */
  add(id: string, productId: string, quantity: number): Promise<void>;
  /** Sets the quantity of a product; 0 removes it. */
  change(id: string, productId: string, quantity: number): Promise<void>;
  /** Saves the checkout form. */
  saveForm(id: string, form: CheckoutForm): Promise<void>;
  /** Gives the next checkout a new order id, unless it already has one. */
  renewAttempt(id: string, attemptId: string): Promise<void>;
  /** Removes the ordered quantities; items added since then stay. */
  takeOut(id: string, lines: readonly { productId: string; quantity: number }[]): Promise<void>;
}

/** Creates a store that keeps carts in the shop's database. */
export function createCartStore(
  database: Database<ShopTables>,
  clock: () => number,
  newSecretId: () => string,
): CartStore {
  const touch = (tx: Kysely<ShopTables>, id: string) =>
    tx.updateTable('shop_carts').set({ updated_at: clock() }).where('id', '=', id).execute();

  return {
    async read(id) {
      const cart = await database.read.selectFrom('shop_carts').selectAll().where('id', '=', id).executeTakeFirst();
      if (!cart) return undefined;
      const lines = await database.read
        .selectFrom('shop_cart_lines')
        .select(['product_id', 'quantity'])
        .where('cart_id', '=', id)
        .orderBy('added_at')
        .orderBy('product_id')
        .execute();
      return {
        id,
        attemptId: cart.attempt_id,
        form: cart.form,
        lines: lines.map((line) => ({ productId: line.product_id, quantity: line.quantity })),
      };
    },

    async create() {
      const id = newSecretId();
      await database.transact((tx) =>
        tx
          .insertInto('shop_carts')
          .values({ id, attempt_id: newSecretId(), form: null, updated_at: clock() })
          .execute(),
      );
      return id;
    },

    async add(id, productId, quantity) {
      await database.transact(async (tx) => {
        const line = await tx
          .selectFrom('shop_cart_lines')
          .select('quantity')
          .where('cart_id', '=', id)
          .where('product_id', '=', productId)
          .executeTakeFirst();
        await put(tx, id, productId, Math.min(MAX_QUANTITY, (line?.quantity ?? 0) + quantity), clock());
        await touch(tx, id);
      });
    },

    async change(id, productId, quantity) {
      await database.transact(async (tx) => {
        if (quantity > 0) await put(tx, id, productId, Math.min(MAX_QUANTITY, quantity), clock());
        else {
          await tx
            .deleteFrom('shop_cart_lines')
            .where('cart_id', '=', id)
            .where('product_id', '=', productId)
            .execute();
        }
        await touch(tx, id);
      });
    },

    async saveForm(id, form) {
      await database.transact((tx) =>
        tx
          .updateTable('shop_carts')
          .set({ form: JSON.stringify(form), updated_at: clock() })
          .where('id', '=', id)
          .execute(),
      );
    },

    async renewAttempt(id, attemptId) {
      await database.transact((tx) =>
        tx
          .updateTable('shop_carts')
          .set({ attempt_id: newSecretId(), updated_at: clock() })
          .where('id', '=', id)
          .where('attempt_id', '=', attemptId)
          .execute(),
      );
    },

    async takeOut(id, lines) {
      await database.transact(async (tx) => {
        for (const { productId, quantity } of lines) {
          const line = tx
            .updateTable('shop_cart_lines')
            .set((row) => ({ quantity: row('quantity', '-', quantity) }))
            .where('cart_id', '=', id)
            .where('product_id', '=', productId);
          await line.execute();
        }
        await tx.deleteFrom('shop_cart_lines').where('cart_id', '=', id).where('quantity', '<=', 0).execute();
        await touch(tx, id);
      });
    },
  };
}

async function put(
  tx: Kysely<ShopTables>,
  cartId: string,
  productId: string,
  quantity: number,
  now: number,
): Promise<void> {
  await tx
    .insertInto('shop_cart_lines')
    .values({ cart_id: cartId, product_id: productId, quantity, added_at: now })
    .onConflict((conflict) => conflict.columns(['cart_id', 'product_id']).doUpdateSet({ quantity }))
    .execute();
}
