import type { Ledger } from '../schema/ledger.ts';
import type { Account } from './find-account.ts';

/** Deletes a promo for good and frees its code; its uses stay in the books. @returns Whether there was one */
export function deletePromo({ database }: Ledger, account: Account, promoId: number): Promise<boolean> {
  return database.transact(async (tx) => {
    const sites = tx.selectFrom('issuer_mottor_sites').where('account_id', '=', account.id).select('id');
    const { numDeletedRows } = await tx
      .deleteFrom('issuer_mottor_promos')
      .where('id', '=', promoId)
      .where('site_id', 'in', sites)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows) === 1;
  });
}
