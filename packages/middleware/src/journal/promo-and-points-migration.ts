import type { Kysely, Migration } from 'kysely';

/** Step `002_promo_and_points` of the journal's schema. */
export const promoAndPointsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('perks_order')
      .addColumn('promos', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('perks_order').addColumn('points', 'text').execute();
    await db.schema.alterTable('perks_order').addColumn('member', 'text').execute();
    await db.schema.alterTable('perks_order').addColumn('sealed_member', 'text').execute();
    await db.schema.alterTable('perks_order').addColumn('resume_state', 'text').execute();
    // A question is now its effect's.
    await db.schema.alterTable('perks_order').dropColumn('question').execute();
    await db.schema.createIndex('perks_order_member').on('perks_order').column('member').execute();
    await db.schema.alterTable('perks_gift').addColumn('remainder', 'bigint').execute();

    await db.schema
      .createTable('perks_promo_use')
      .addColumn('order_id', 'text', (column) => column.notNull().references('perks_order.id'))
      .addColumn('promo', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('perks_promo_use_key', ['order_id', 'promo'])
      .execute();
    await db.schema.createIndex('perks_promo_use_state').on('perks_promo_use').columns(['promo', 'state']).execute();

    await db.schema
      .createTable('perks_promo_person')
      .addColumn('promo', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('order_id', 'text', (column) => column.notNull().references('perks_order.id'))
      .addPrimaryKeyConstraint('perks_promo_person_key', ['promo', 'person'])
      .execute();
    await db.schema.createIndex('perks_promo_person_order').on('perks_promo_person').column('order_id').execute();

    await rebuildEffects(db);
  },
};

/** The same table, in which an effect may be about no gift code; not every database can lift a `not null`. */
async function rebuildEffects(db: Kysely<unknown>): Promise<void> {
  const kept = [
    ...['order_id', 'position', 'kind', 'purpose', 'gift_position', 'amount', 'currency', 'state', 'reference'],
    ...['snapshot', 'since', 'sent_at', 'attempts', 'wake_at', 'receipt_id', 'sealed_receipt', 'error'],
  ];
  await db.schema.alterTable('perks_effect').renameTo('perks_effect_001').execute();
  await db.schema
    .createTable('perks_effect')
    .addColumn('order_id', 'text', (column) => column.notNull().references('perks_order.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('gift_position', 'integer')
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addColumn('currency', 'text', (column) => column.notNull())
    .addColumn('points', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('snapshot', 'text')
    .addColumn('since', 'bigint')
    .addColumn('sent_at', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('wake_at', 'bigint', (column) => column.notNull())
    .addColumn('receipt_id', 'text')
    .addColumn('sealed_receipt', 'text')
    .addColumn('error', 'text')
    .addColumn('question', 'text')
    .addColumn('answer', 'text')
    .addPrimaryKeyConstraint('perks_effect_order_key', ['order_id', 'position'])
    .addUniqueConstraint('perks_effect_reference', ['reference'])
    .addUniqueConstraint('perks_effect_receipt', ['receipt_id'])
    .execute();
  const tables = db as Kysely<Record<string, Record<string, unknown>>>;
  await tables
    .insertInto('perks_effect')
    .columns(kept)
    .expression(tables.selectFrom('perks_effect_001').select(kept))
    .execute();
  await db.schema.dropTable('perks_effect_001').execute();
  await db.schema.createIndex('perks_effect_sent').on('perks_effect').columns(['kind', 'sent_at']).execute();
}
