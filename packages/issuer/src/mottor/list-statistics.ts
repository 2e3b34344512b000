import type { Selectable } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import type { Account } from './find-account.ts';
import { findPromo } from './find-promo.ts';

/** A use of a promo, with the promo's current code. */
export type StatisticRow = Selectable<IssuerTables['issuer_mottor_leads']> & { code: string };

/** Lists the visible uses of a promo, oldest first. Returns `undefined` if the promo belongs to another account. */
export async function listStatistics(
  { database, clock }: Ledger,
  account: Account,
  promoId: number,
): Promise<StatisticRow[] | undefined> {
  const promo = await findPromo(database.read, account, promoId);
  if (!promo) return undefined;
  const rows = await database.read
    .selectFrom('issuer_mottor_leads')
    .where('promo_id', '=', promoId)
    .where('visible_at', '<=', clock())
    .orderBy('id')
    .selectAll()
    .execute();
  return rows.map((row) => ({ ...row, code: promo.code }));
}
