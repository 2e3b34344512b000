import type { Database } from '@checkout-perks/database';
import type { Kysely } from 'kysely';
import type { CheckoutForm } from '../checkout/checkout-form.ts';
import type { ShopTables } from '../tables/shop-tables.ts';

/** Most pieces of one product in one cart. */
export const MAX_QUANTITY = 99;

/** A cart as it is stored. */
export interface StoredCart {
  id: string;
  /** The id under which the next checkout becomes an order. */
  attemptId: string;
  /** The last posted checkout form, as JSON. */
  form: string | null;
  lines: { productId: string; quantity: number }[];
}

/** The shop's carts. They live on the server: a browser holds nothing but an id that cannot be guessed. */
export interface CartStore {
  read(id: string): Promise<StoredCart | undefined>;
  /** Makes an empty cart. */
  create(): Promise<string>;
  /** Puts pieces into a cart, up to {@link MAX_QUANTITY} of one product. */
  add(id: string, productId: string, quantity: number): Promise<void>;
  /** Sets how many there are; 0 takes the product out. */
  change(id: string, productId: string, quantity: number): Promise<void>;
  /** Keeps what was typed into the checkout. */
  saveForm(id: string, form: CheckoutForm): Promise<void>;
  /** Gives the next checkout an id of its own, unless that has happened already. */
  renewAttempt(id: string, attemptId: string): Promise<void>;
  /** Takes out what was ordered; pieces added since then stay. */
  takeOut(id: string, lines: readonly { productId: string; quantity: number }[]): Promise<void>;
}

/** Keeps carts in the shop's database. */
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
