import type { Kysely } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';

/** Adds to a site's balance, minor units. */
export async function creditSite(tx: Kysely<IssuerTables>, siteId: string, amount: number): Promise<void> {
  await tx
    .updateTable('issuer_sites')
    .set((row) => ({ balance: row('balance', '+', amount) }))
    .where('id', '=', siteId)
    .execute();
}
