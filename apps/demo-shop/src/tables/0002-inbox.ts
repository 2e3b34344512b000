import type { Kysely, Migration } from 'kysely';

/** Table of the demo's text messages, which replace a shopper's phone. */
export const inbox: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('shop_messages')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('visitor', 'text', (column) => column.notNull())
      .addColumn('phone', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('sent_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('shop_messages_visitor').on('shop_messages').columns(['visitor', 'sent_at']).execute();
  },
};
