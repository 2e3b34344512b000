import type { Database } from '@checkout-perks/database';
import type { Selectable } from 'kysely';
import type { MoneyState, ShopTables } from '../tables/shop-tables.ts';
import type { Contact, OrderLine, ShopOrder } from './shop-order.ts';

/** Order numbers start after this one, so that the first shopper does not see that the shop is new. */
const NUMBERS_START = 10_400;

/** The shop's orders. */
export interface OrderStore {
  find(id: string): Promise<ShopOrder | undefined>;
  /** Stores a new order and numbers it. If an order with that id exists, that order is returned instead. */
  insert(order: Omit<ShopOrder, 'number' | 'closed'>): Promise<ShopOrder>;
  /** Changes the payment state. Returns false if the state was not the expected one. */
  moveMoney(id: string, from: readonly MoneyState[], to: MoneyState): Promise<boolean>;
  /** Lists ids of a cart's orders that still wait for payment. */
  listWaiting(cartId: string): Promise<string[]>;
  /** Lists ids of orders that have not ended yet, whether or not a shopper watches them. */
  unfinished(): Promise<string[]>;
  /** Records that no work is left. Returns false if that was recorded before. */
  close(id: string, now: number): Promise<boolean>;
  /** Deletes an order that was never reserved. */
  remove(id: string): Promise<void>;
}

/** Creates a store that keeps orders in the shop's database. */
export function createOrderStore(database: Database<ShopTables>): OrderStore {
  const find = async (id: string, from = database.read) => {
    const row = await from.selectFrom('shop_orders').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toOrder(row);
  };

  return {
    find: (id) => find(id),

    insert: (order) =>
      database.transact(async (tx) => {
        const existing = await find(order.id, tx);
        if (existing) return existing;
        const { last } = await tx
          .selectFrom('shop_orders')
          .select((select) => select.fn.max('number').as('last'))
          .executeTakeFirstOrThrow();
        const number = Math.max(NUMBERS_START, Number(last ?? 0)) + 1;
        await tx
          .insertInto('shop_orders')
          .values({
            id: order.id,
            number,
            cart_id: order.cartId,
            fingerprint: order.fingerprint,
            contact: JSON.stringify(order.contact),
            lines: JSON.stringify(order.lines),
            delivery: order.delivery,
            delivery_place: order.deliveryPlace,
            delivery_price: order.deliveryPrice,
            goods: order.goods,
            payment: order.payment,
            money: order.money,
            created_at: order.createdAt,
            closed_at: null,
          })
          .execute();
        return { ...order, number, closed: false };
      }),

    async moveMoney(id, from, to) {
      const { numUpdatedRows } = await database.transact((tx) =>
        tx
          .updateTable('shop_orders')
          .set({ money: to })
          .where('id', '=', id)
          .where('money', 'in', from)
          .executeTakeFirst(),
      );
      return numUpdatedRows > 0n;
    },

    async listWaiting(cartId) {
      const rows = await database.read
        .selectFrom('shop_orders')
        .select('id')
        .where('cart_id', '=', cartId)
        .where('money', 'in', ['awaiting', 'refused'])
        .execute();
      return rows.map((row) => row.id);
    },

    async unfinished() {
      const rows = await database.read
        .selectFrom('shop_orders')
        .select('id')
        .where('closed_at', 'is', null)
        .where('money', 'in', ['none', 'authorised'])
        .execute();
      return rows.map((row) => row.id);
    },

    async close(id, now) {
      const { numUpdatedRows } = await database.transact((tx) =>
        tx
          .updateTable('shop_orders')
          .set({ closed_at: now })
          .where('id', '=', id)
          .where('closed_at', 'is', null)
          .executeTakeFirst(),
      );
      return numUpdatedRows > 0n;
    },

    async remove(id) {
      await database.transact((tx) => tx.deleteFrom('shop_orders').where('id', '=', id).execute());
    },
  };
}

function toOrder(row: Selectable<ShopTables['shop_orders']>): ShopOrder {
  return {
    id: row.id,
    number: row.number,
    cartId: row.cart_id,
    fingerprint: row.fingerprint,
    contact: JSON.parse(row.contact) as Contact,
    lines: JSON.parse(row.lines) as OrderLine[],
    delivery: row.delivery,
    deliveryPlace: row.delivery_place,
    deliveryPrice: Number(row.delivery_price),
    goods: Number(row.goods),
    payment: row.payment,
    money: row.money,
    createdAt: Number(row.created_at),
    closed: row.closed_at !== null,
  };
}
