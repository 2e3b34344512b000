import type { Kysely, Migration } from 'kysely';

/** Step `004_reconciliation` of the journal's schema. */
export const reconciliationMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('perks_balance_reading')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('read_at', 'bigint', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('currency', 'text', (column) => column.notNull())
      .addColumn('activations_mark', 'text', (column) => column.notNull())
      .addColumn('issues_mark', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('perks_balance_reading_at')
      .on('perks_balance_reading')
      .columns(['provider', 'read_at'])
      .execute();
  },
};
