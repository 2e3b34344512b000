import type { Merchant } from '../merchants/find-merchant.ts';
import type { Ledger } from '../schema/ledger.ts';
import type { CodeRow } from './code-status.ts';
import { newCode } from './new-code.ts';
import { recordOperation } from './record-operation.ts';

/** What to generate; the currency is the merchant's. */
export interface CodeOrder {
  /** Minor units. */
  amount: number;
  name: string | null;
  expiresInSeconds: number;
}

/** A new code, paid for by the merchant's default site; or nothing, when its balance is too low. */
export function generateCode(ledger: Ledger, merchant: Merchant, order: CodeOrder): Promise<CodeRow | undefined> {
  const { id: merchant_id, defaultSiteId: site_id, currency } = merchant;
  const { amount, name, expiresInSeconds } = order;

  return ledger.database.transact(async (tx) => {
    const paid = await tx
      .updateTable('issuer_sites')
      .set((row) => ({ balance: row('balance', '-', amount) }))
      .where('id', '=', site_id)
      .where('balance', '>=', amount)
      .executeTakeFirst();
    if (Number(paid.numUpdatedRows) !== 1) return undefined;

    const { codes: number } = await tx
      .updateTable('issuer_merchants')
      .set((row) => ({ codes: row('codes', '+', 1) }))
      .where('id', '=', merchant_id)
      .returning('codes')
      .executeTakeFirstOrThrow();

    const created_at = ledger.clock();
    const row: CodeRow = {
      merchant_id,
      number,
      id: ledger.newId(),
      code: newCode(),
      site_id,
      amount,
      currency,
      name,
      status: 'active',
      created_at,
      expires_at: created_at + expiresInSeconds * 1000,
    };
    await tx.insertInto('issuer_codes').values(row).execute();

    const type = 'code_generation';
    const operation = { merchant_id, site_id, code_number: number, type, amount, currency, created_at } as const;
    await recordOperation(tx, ledger, operation);
    return row;
  });
}
