import { type Migration, sql } from 'kysely';

/** Mottor's accounts, their keys and sites, the promo codes with their uses, and the counters of ids. */
export const promoCodes: Migration = {
  async up(db) {
    await db.schema
      .createTable('issuer_counters')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'bigint', (column) => column.notNull())
      .execute();
    // Ids of leads and of statistics start far apart, so that a client that confuses them fails visibly.
    const counters = { mottor_account: 0, mottor_site: 0, mottor_promo: 0, mottor_lead: 700_000, mottor_statistic: 0 };
    for (const [name, value] of Object.entries(counters)) {
      await sql`insert into issuer_counters (name, value) values (${name}, ${value})`.execute(db);
    }

    await db.schema
      .createTable('issuer_mottor_accounts')
      .addColumn('id', 'bigint', (column) => column.primaryKey())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_mottor_keys')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('account_id', 'bigint', (column) => column.notNull().references('issuer_mottor_accounts.id'))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_mottor_sites')
      .addColumn('id', 'bigint', (column) => column.primaryKey())
      .addColumn('account_id', 'bigint', (column) => column.notNull().references('issuer_mottor_accounts.id'))
      .addColumn('currency', 'text', (column) => column.notNull())
      .addColumn('promos', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_mottor_promos')
      .addColumn('id', 'bigint', (column) => column.primaryKey())
      .addColumn('site_id', 'bigint', (column) => column.notNull().references('issuer_mottor_sites.id'))
      .addColumn('pos', 'bigint', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('code_key', 'text', (column) => column.notNull())
      .addColumn('is_enabled', 'integer', (column) => column.notNull())
      .addColumn('bonus_type', 'integer', (column) => column.notNull())
      .addColumn('bonus_amount', 'bigint', (column) => column.notNull())
      .addColumn('bonus_amount_is_in_percentages', 'integer', (column) => column.notNull())
      .addColumn('time_limit_is_enabled', 'integer', (column) => column.notNull())
      .addColumn('d_on', 'bigint')
      .addColumn('d_off', 'bigint')
      .addColumn('quantity_limit_is_enabled', 'integer', (column) => column.notNull())
      .addColumn('quantity_limit', 'bigint', (column) => column.notNull())
      .addColumn('personal_limit_is_enabled', 'integer', (column) => column.notNull())
      .addColumn('used', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('issuer_mottor_promos_code', ['site_id', 'code_key'])
      .addUniqueConstraint('issuer_mottor_promos_place', ['site_id', 'pos'])
      .execute();

    await db.schema
      .createTable('issuer_mottor_leads')
      .addColumn('id', 'bigint', (column) => column.primaryKey())
      .addColumn('statistic_id', 'bigint', (column) => column.notNull().unique())
      .addColumn('site_id', 'bigint', (column) => column.notNull().references('issuer_mottor_sites.id'))
      .addColumn('promo_id', 'bigint', (column) => column.notNull())
      .addColumn('bonus_type', 'integer', (column) => column.notNull())
      .addColumn('bonus_amount', 'bigint', (column) => column.notNull())
      .addColumn('bonus_amount_is_in_percentages', 'integer', (column) => column.notNull())
      .addColumn('order_price', 'bigint', (column) => column.notNull())
      .addColumn('order_quantity', 'bigint', (column) => column.notNull())
      .addColumn('discount_amount', 'bigint', (column) => column.notNull())
      .addColumn('currency', 'text', (column) => column.notNull())
      .addColumn('phone_hash', 'text')
      .addColumn('email_hash', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('visible_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createIndex('issuer_mottor_leads_promo')
      .on('issuer_mottor_leads')
      .columns(['promo_id', 'id'])
      .execute();
    await db.schema
      .createIndex('issuer_mottor_leads_shown')
      .on('issuer_mottor_leads')
      .columns(['site_id', 'visible_at'])
      .execute();
    for (const who of ['phone_hash', 'email_hash']) {
      await db.schema
        .createIndex(`issuer_mottor_leads_${who}`)
        .on('issuer_mottor_leads')
        .columns(['promo_id', who])
        .execute();
    }
  },
};
