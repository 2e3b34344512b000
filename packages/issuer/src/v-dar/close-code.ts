import type { Kysely } from 'kysely';
import type { Merchant } from '../merchants/find-merchant.ts';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import type { CodeRow } from './find-code.ts';
import { isCode } from './new-code.ts';
import { type OperationRow, recordOperation } from './record-operation.ts';

/** Why a code cannot be closed: the merchant has no such code, or it was activated, deactivated or expired. */
export type CloseRefusal = 'codeUnknown' | 'codeNotActive';

/**
 * Closes an active code. If several requests try at once, only one update finds the code active and gets the row; the
 * others get `codeNotActive`.
 */
async function closeCode(
  tx: Kysely<IssuerTables>,
  merchant: Merchant,
  code: string,
  status: 'activated' | 'deactivated',
  now: number,
): Promise<CodeRow | CloseRefusal> {
  const closed = await tx
    .updateTable('issuer_codes')
    .set({ status })
    .where('code', '=', code)
    .where('merchant_id', '=', merchant.id)
    .where('status', '=', 'active')
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  if (closed) return closed;

  const known = await tx
    .selectFrom('issuer_codes')
    .where('code', '=', code)
    .where('merchant_id', '=', merchant.id)
    .select('number')
    .executeTakeFirst();
  return known ? 'codeNotActive' : 'codeUnknown';
}

/** Activates a code in full and credits its value to one of the merchant's sites. */
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

/** Deactivates a code. With `refund`, the site that paid for it gets its value back; the operation records the amount. */
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

/** Adds an amount to a site's balance, minor units. */
async function creditSite(tx: Kysely<IssuerTables>, siteId: string, amount: number): Promise<void> {
  await tx
    .updateTable('issuer_sites')
    .set((row) => ({ balance: row('balance', '+', amount) }))
    .where('id', '=', siteId)
    .execute();
}
