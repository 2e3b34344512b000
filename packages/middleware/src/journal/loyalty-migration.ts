import type { Kysely, Migration } from 'kysely';

/** Step `003_loyalty` of the journal's schema. */
export const loyaltyMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('perks_code_challenge')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('code_hash', 'text', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('perks_code_challenge_expires')
      .on('perks_code_challenge')
      .column('expires_at')
      .execute();

    await db.schema
      .createTable('perks_code_request')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('number', 'text', (column) => column.notNull())
      .addColumn('asked_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('perks_code_request_number')
      .on('perks_code_request')
      .columns(['number', 'asked_at'])
      .execute();
    await db.schema.createIndex('perks_code_request_asked').on('perks_code_request').column('asked_at').execute();
  },
};
