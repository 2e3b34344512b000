import { type Migration, sql } from 'kysely';

/** LoyalClient's programmes with keys, points of sale, levels and members, and the members' holds and operations. */
export const loyaltyPoints: Migration = {
  async up(db) {
    await db.schema
      .createTable('issuer_loyalclient_programs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_loyalclient_keys')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('program_id', 'text', (column) => column.notNull().references('issuer_loyalclient_programs.id'))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_loyalclient_points')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('program_id', 'text', (column) => column.notNull().references('issuer_loyalclient_programs.id'))
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('percent', 'bigint')
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_loyalclient_levels')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('program_id', 'text', (column) => column.notNull().references('issuer_loyalclient_programs.id'))
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('percent', 'bigint', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('max_spend_percent', 'bigint')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_loyalclient_members')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('program_id', 'text', (column) => column.notNull().references('issuer_loyalclient_programs.id'))
      .addColumn('level_id', 'text', (column) => column.notNull().references('issuer_loyalclient_levels.id'))
      .addColumn('name', 'text')
      .addColumn('photo', 'text')
      .addColumn('birthday', 'text')
      .addColumn('phone', 'text')
      .addColumn('email', 'text')
      .addColumn('balance', 'bigint', (column) => column.notNull())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addCheckConstraint('issuer_loyalclient_members_not_overdrawn', sql`balance >= 0`)
      .execute();

    await db.schema
      .createTable('issuer_loyalclient_searches')
      .addColumn('program_id', 'text', (column) => column.notNull().references('issuer_loyalclient_programs.id'))
      .addColumn('search', 'text', (column) => column.notNull())
      .addColumn('member_id', 'text', (column) => column.notNull().references('issuer_loyalclient_members.id'))
      .addPrimaryKeyConstraint('issuer_loyalclient_searches_key', ['program_id', 'search'])
      .execute();

    await db.schema
      .createTable('issuer_loyalclient_holds')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('member_id', 'text', (column) => column.notNull().references('issuer_loyalclient_members.id'))
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('point_id', 'text', (column) => column.notNull().references('issuer_loyalclient_points.id'))
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('until_at', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('issuer_loyalclient_operations')
      .addColumn('member_id', 'text', (column) => column.notNull().references('issuer_loyalclient_members.id'))
      .addColumn('version', 'bigint', (column) => column.notNull())
      .addColumn('point_id', 'text', (column) => column.notNull().references('issuer_loyalclient_points.id'))
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('total', 'bigint', (column) => column.notNull())
      .addColumn('percent', 'bigint', (column) => column.notNull())
      .addColumn('spend', 'bigint', (column) => column.notNull())
      .addColumn('earn', 'bigint', (column) => column.notNull())
      .addColumn('earned_at', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('issuer_loyalclient_operations_key', ['member_id', 'version'])
      .execute();

    await db.schema
      .createIndex('issuer_loyalclient_holds_member')
      .on('issuer_loyalclient_holds')
      .columns(['member_id', 'state', 'until_at'])
      .execute();
    await db.schema
      .createIndex('issuer_loyalclient_holds_point')
      .on('issuer_loyalclient_holds')
      .columns(['point_id', 'state'])
      .execute();
    await db.schema
      .createIndex('issuer_loyalclient_operations_earned')
      .on('issuer_loyalclient_operations')
      .columns(['member_id', 'earned_at'])
      .execute();
  },
};
