import type { Merchant } from '../merchants/find-merchant.ts';
import type { Ledger } from '../schema/ledger.ts';
import { type CloseRefusal, closeCode } from './close-code.ts';
import { creditSite } from './credit-site.ts';
import { isCode } from './new-code.ts';
import { type OperationRow, recordOperation } from './record-operation.ts';

/** Makes a code useless; with `refund`, the site that paid for it gets its worth back. The operation says what it got. */
export async function deactivateCode(
  ledger: Ledger,
  merchant: Merchant,
  code: string,
  refund: boolean,
): Promise<OperationRow | CloseRefusal> {
  if (!isCode(code)) return 'codeUnknown';

  return ledger.database.transact(async (tx) => {
    const now = ledger.clock();
    const row = await closeCode(tx, merchant, code, 'deactivated', now);
    if (typeof row === 'string') return row;

    const amount = refund ? row.amount : 0;
    if (refund) await creditSite(tx, row.site_id, amount);
    return recordOperation(tx, ledger, {
      merchant_id: merchant.id,
      site_id: row.site_id,
      code_number: row.number,
      type: 'code_deactivation',
      amount,
      currency: row.currency,
      created_at: now,
    });
  });
}
