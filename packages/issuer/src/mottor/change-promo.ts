import type { Ledger } from '../schema/ledger.ts';
import type { Account } from './find-account.ts';
import { findPromo } from './find-promo.ts';
import { lockSite } from './lock-site.ts';
import { codeKey, type PromoFields, toColumns, toFields } from './promo-fields.ts';
import { changedPromo, type PromoChange, type PutMode } from './requests.ts';

/** Why a promo cannot be changed. */
export type ChangeRefusal = 'promoForeign' | 'dataInvalid' | 'codeTaken';

/** Changes a promo and returns its new fields. */
export function changePromo(
  ledger: Ledger,
  account: Account,
  promoId: number,
  change: PromoChange,
  putMode: PutMode,
): Promise<PromoFields | ChangeRefusal> {
  return ledger.database.transact(async (tx) => {
    const found = await findPromo(tx, account, promoId);
    if (!found) return 'promoForeign';
    await lockSite(tx, found.site_id);
    // Another request may have changed or deleted it before this one got the lock.
    const row = await findPromo(tx, account, promoId);
    if (!row) return 'promoForeign';

    const fields = changedPromo(change, toFields(row), putMode);
    if (!fields) return 'dataInvalid';
    const taken = await tx
      .selectFrom('issuer_mottor_promos')
      .where('site_id', '=', row.site_id)
      .where('code_key', '=', codeKey(fields.code))
      .where('id', '!=', promoId)
      .select('id')
      .executeTakeFirst();
    if (taken) return 'codeTaken';

    await tx.updateTable('issuer_mottor_promos').set(toColumns(fields)).where('id', '=', promoId).execute();
    return fields;
  });
}

/** Deletes a promo and frees its code; its uses stay stored. @returns Whether the promo existed */
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
