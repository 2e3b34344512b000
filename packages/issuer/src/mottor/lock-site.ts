import type { Kysely, Selectable } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';

/** A site as the books hold it. */
export type SiteRow = Selectable<IssuerTables['issuer_mottor_sites']>;

/**
 * Lets the changes of one site's promos go one at a time: an update that changes nothing holds the row until the transaction
 * ends, in every database. What was read of the site before is to be read again.
 */
export function lockSite(tx: Kysely<IssuerTables>, siteId: number): Promise<SiteRow | undefined> {
  return tx
    .updateTable('issuer_mottor_sites')
    .set((row) => ({ promos: row.ref('promos') }))
    .where('id', '=', siteId)
    .returningAll()
    .executeTakeFirst();
}
