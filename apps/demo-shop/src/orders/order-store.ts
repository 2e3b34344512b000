import type { Database } from '@checkout-perks/database';
import type { Selectable } from 'kysely';
import type { MoneyState, ShopTables } from '../tables/shop-tables.ts';
import type { Contact, OrderLine, ShopOrder } from './shop-order.ts';

/** The first order is the next one after this: nobody likes to be number one. */
const NUMBERS_START = 10_400;

/** The shop's orders. */
export interface OrderStore {
  find(id: string): Promise<ShopOrder | undefined>;
  /** Writes a new order down and numbers it; the order of that id, if there is one already, is answered instead. */
  insert(order: Omit<ShopOrder, 'number' | 'closed'>): Promise<ShopOrder>;
  /** Moves the money on. False when it stood somewhere else than expected. */
  moveMoney(id: string, from: readonly MoneyState[], to: MoneyState): Promise<boolean>;
  /** Ids of the orders of a cart that still wait for money. */
  listWaiting(cartId: string): Promise<string[]>;
  /** Ids of the orders that are on their way to their end, whether or not anybody looks at them. */
  unfinished(): Promise<string[]>;
  /** Notes that nothing is left to do. False when that was noted before. */
  close(id: string, now: number): Promise<boolean>;
  /** Forgets an order that never came about. */
  remove(id: string): Promise<void>;
}

/** Keeps orders in the shop's database. */
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
