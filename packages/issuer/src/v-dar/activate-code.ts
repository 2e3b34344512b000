import type { Merchant } from '../merchants/find-merchant.ts';
import type { Ledger } from '../schema/ledger.ts';
import { type CloseRefusal, closeCode } from './close-code.ts';
import { creditSite } from './credit-site.ts';
import { isCode } from './new-code.ts';
import { type OperationRow, recordOperation } from './record-operation.ts';

/** Spends a code whole and credits one of the merchant's sites with it. */
export async function activateCode(
  ledger: Ledger,
  merchant: Merchant,
  code: string,
  siteId: string,
): Promise<OperationRow | CloseRefusal> {
  if (!isCode(code)) return 'codeUnknown';

  return ledger.database.transact(async (tx) => {
    const now = ledger.clock();
    const row = await closeCode(tx, merchant, code, 'activated', now);
    if (typeof row === 'string') return row;

    await creditSite(tx, siteId, row.amount);
    return recordOperation(tx, ledger, {
      merchant_id: merchant.id,
      site_id: siteId,
      code_number: row.number,
      type: 'code_activation',
      amount: row.amount,
      currency: row.currency,
      created_at: now,
    });
  });
}
