import type { Kysely, Migration } from 'kysely';

/** Tables of carts, orders and the demo codes that the shop has issued. */
export const shop: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('shop_carts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('attempt_id', 'text', (column) => column.notNull())
      .addColumn('form', 'text')
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('shop_cart_lines')
      .addColumn('cart_id', 'text', (column) => column.notNull())
      .addColumn('product_id', 'text', (column) => column.notNull())
      .addColumn('quantity', 'integer', (column) => column.notNull())
      .addColumn('added_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('shop_cart_lines_pk', ['cart_id', 'product_id'])
      .execute();

    await db.schema
      .createTable('shop_orders')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('number', 'integer', (column) => column.notNull().unique())
      .addColumn('cart_id', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('contact', 'text', (column) => column.notNull())
      .addColumn('lines', 'text', (column) => column.notNull())
      .addColumn('delivery', 'text', (column) => column.notNull())
      .addColumn('delivery_place', 'text', (column) => column.notNull())
      .addColumn('delivery_price', 'bigint', (column) => column.notNull())
      .addColumn('goods', 'bigint', (column) => column.notNull())
      .addColumn('payment', 'text', (column) => column.notNull())
      .addColumn('money', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('closed_at', 'bigint')
      .execute();
    await db.schema.createIndex('shop_orders_cart').on('shop_orders').column('cart_id').execute();

    await db.schema
      .createTable('shop_demo_codes')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
