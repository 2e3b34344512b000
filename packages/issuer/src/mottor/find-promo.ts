import type { Kysely } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Account } from './find-account.ts';
import type { PromoRow } from './promo-fields.ts';

/** Finds a promo on any of the account's sites; promos of other accounts are not found. */
export async function findPromo(
  db: Kysely<IssuerTables>,
  account: Account,
  promoId: number,
): Promise<PromoRow | undefined> {
  return db
    .selectFrom('issuer_mottor_promos as promo')
    .innerJoin('issuer_mottor_sites as site', 'site.id', 'promo.site_id')
    .where('promo.id', '=', promoId)
    .where('site.account_id', '=', account.id)
    .selectAll('promo')
    .executeTakeFirst();
}
