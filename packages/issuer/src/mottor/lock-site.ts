import type { Kysely, Selectable } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';

/** A site as stored. */
export type SiteRow = Selectable<IssuerTables['issuer_mottor_sites']>;

/**
 * Locks a site, so that changes of its promos run one at a time. An update that changes nothing locks the row until the
 * transaction ends, in every database. What was read before the lock must be read again.
 */
export function lockSite(tx: Kysely<IssuerTables>, siteId: number): Promise<SiteRow | undefined> {
  return tx
    .updateTable('issuer_mottor_sites')
    .set((row) => ({ promos: row.ref('promos') }))
    .where('id', '=', siteId)
    .returningAll()
    .executeTakeFirst();
}
