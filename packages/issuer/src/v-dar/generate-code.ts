import type { Merchant } from '../merchants/find-merchant.ts';
import type { Ledger } from '../schema/ledger.ts';
import type { CodeRow } from './find-code.ts';
import { newCode } from './new-code.ts';
import { recordOperation } from './record-operation.ts';

/** A code to generate, in the merchant's currency. */
export interface CodeOrder {
  /** Minor units. */
  amount: number;
  name: string | null;
  expiresInSeconds: number;
}

/** Generates a code, which the merchant's default site pays for. Returns `undefined` if its balance is too low. */
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
