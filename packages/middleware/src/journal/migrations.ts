import type { Kysely, Migration } from 'kysely';
import { loyaltyMigration } from './loyalty-migration.ts';
import { promoAndPointsMigration } from './promo-and-points-migration.ts';
import { reconciliationMigration } from './reconciliation-migration.ts';
import { refundsMigration } from './refunds-migration.ts';

/** The journal's schema, step by step. A step that has been released is never edited. */
export const migrations: Record<string, Migration> = {
  '001_gift_orders': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('perks_order')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('request_hash', 'text', (column) => column.notNull())
        .addColumn('quote', 'text', (column) => column.notNull())
        .addColumn('currency', 'text', (column) => column.notNull())
        .addColumn('total', 'bigint', (column) => column.notNull())
        .addColumn('amount_due', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('lease_owner', 'text')
        .addColumn('lease_until', 'bigint', (column) => column.notNull())
        .addColumn('wake_at', 'bigint')
        .addColumn('reason', 'text')
        .addColumn('question', 'text')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('perks_order_wake').on('perks_order').column('wake_at').execute();

      await db.schema
        .createTable('perks_gift')
        .addColumn('order_id', 'text', (column) => column.notNull().references('perks_order.id'))
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('fingerprint', 'text', (column) => column.notNull())
        .addColumn('sealed_code', 'text', (column) => column.notNull())
        .addColumn('masked', 'text', (column) => column.notNull())
        .addColumn('face_value', 'bigint', (column) => column.notNull())
        .addColumn('amount', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint')
        .addPrimaryKeyConstraint('perks_gift_key', ['order_id', 'position'])
        .execute();

      await db.schema
        .createTable('perks_lock')
        .addColumn('fingerprint', 'text', (column) => column.primaryKey())
        .addColumn('order_id', 'text', (column) => column.notNull().references('perks_order.id'))
        .execute();
      await db.schema.createIndex('perks_lock_order').on('perks_lock').column('order_id').execute();

      await db.schema
        .createTable('perks_effect')
        .addColumn('order_id', 'text', (column) => column.notNull().references('perks_order.id'))
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('gift_position', 'integer', (column) => column.notNull())
        .addColumn('amount', 'bigint', (column) => column.notNull())
        .addColumn('currency', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('reference', 'text', (column) => column.notNull().unique())
        .addColumn('snapshot', 'text')
        .addColumn('since', 'bigint')
        .addColumn('sent_at', 'bigint')
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('wake_at', 'bigint', (column) => column.notNull())
        .addColumn('receipt_id', 'text', (column) => column.unique())
        .addColumn('sealed_receipt', 'text')
        .addColumn('error', 'text')
        .addPrimaryKeyConstraint('perks_effect_key', ['order_id', 'position'])
        .execute();

      await db.schema
        .createTable('perks_serial')
        .addColumn('serial', 'text', (column) => column.primaryKey())
        .addColumn('order_id', 'text', (column) => column.notNull())
        .addColumn('position', 'integer', (column) => column.notNull())
        .execute();
    },
  },
  '002_promo_and_points': promoAndPointsMigration,
  '003_loyalty': loyaltyMigration,
  '004_reconciliation': reconciliationMigration,
  '005_refunds': refundsMigration,
};
