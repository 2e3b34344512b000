import { type Migration, sql } from 'kysely';

/** Merchants, their sites and keys, and the gift codes with their operations. */
export const giftCodes: Migration = {
  async up(db) {
    await db.schema
      .createTable('issuer_merchants')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('default_site_id', 'text', (column) => column.notNull())
      .addColumn('codes', 'bigint', (column) => column.notNull())
      .addColumn('operations', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_sites')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('merchant_id', 'text', (column) => column.notNull().references('issuer_merchants.id'))
      .addColumn('login', 'text', (column) => column.notNull().unique())
      .addColumn('currency', 'text', (column) => column.notNull())
      .addColumn('balance', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addCheckConstraint('issuer_sites_not_overdrawn', sql`balance >= 0`)
      .execute();

    await db.schema
      .createTable('issuer_api_keys')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('merchant_id', 'text', (column) => column.notNull().references('issuer_merchants.id'))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_codes')
      .addColumn('merchant_id', 'text', (column) => column.notNull().references('issuer_merchants.id'))
      .addColumn('number', 'bigint', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull().unique())
      .addColumn('site_id', 'text', (column) => column.notNull().references('issuer_sites.id'))
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('currency', 'text', (column) => column.notNull())
      .addColumn('name', 'text')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('issuer_codes_key', ['merchant_id', 'number'])
      .execute();

    await db.schema
      .createTable('issuer_operations')
      .addColumn('merchant_id', 'text', (column) => column.notNull().references('issuer_merchants.id'))
      .addColumn('number', 'bigint', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('site_id', 'text', (column) => column.notNull().references('issuer_sites.id'))
      .addColumn('code_number', 'bigint', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('currency', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('issuer_operations_key', ['merchant_id', 'number'])
      .addForeignKeyConstraint('issuer_operations_code', ['merchant_id', 'code_number'], 'issuer_codes', [
        'merchant_id',
        'number',
      ])
      .execute();
  },
};
