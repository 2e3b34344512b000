import type { Ledger } from '../schema/ledger.ts';
import type { Account } from './find-account.ts';
import { findPromo } from './find-promo.ts';
import { lockSite } from './lock-site.ts';
import { codeKey, columnsOf, fieldsOf, type PromoFields } from './promo-fields.ts';
import { changedPromo, type PromoChange, type PutMode } from './requests.ts';

/** Why a promo cannot be changed. */
export type ChangeRefusal = 'promoForeign' | 'dataInvalid' | 'codeTaken';

/** Changes a promo, and tells what it is now. */
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
    // Somebody may have changed or deleted it until the lock was ours.
    const row = await findPromo(tx, account, promoId);
    if (!row) return 'promoForeign';

    const fields = changedPromo(change, fieldsOf(row), putMode);
    if (!fields) return 'dataInvalid';
    const taken = await tx
      .selectFrom('issuer_mottor_promos')
      .where('site_id', '=', row.site_id)
      .where('code_key', '=', codeKey(fields.code))
      .where('id', '!=', promoId)
      .select('id')
      .executeTakeFirst();
    if (taken) return 'codeTaken';

    await tx.updateTable('issuer_mottor_promos').set(columnsOf(fields)).where('id', '=', promoId).execute();
    return fields;
  });
}
