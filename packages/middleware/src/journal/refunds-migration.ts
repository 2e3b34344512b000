import type { Kysely, Migration } from 'kysely';

/** Step `005_refunds` of the journal's schema. */
export const refundsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('perks_order').addColumn('refunds', 'text').execute();
    await db.schema.alterTable('perks_effect').addColumn('refund', 'integer').execute();
  },
};
