import type { Merchant } from '../merchants/find-merchant.ts';
import type { Ledger } from '../schema/ledger.ts';
import type { CodeRow } from './code-status.ts';
import { isCode } from './new-code.ts';

/** Finds one of the merchant's own codes; a code of another merchant is as good as none. */
export async function findCode({ database }: Ledger, merchant: Merchant, code: string): Promise<CodeRow | undefined> {
  if (!isCode(code)) return undefined;
  return database.read
    .selectFrom('issuer_codes')
    .where('code', '=', code)
    .where('merchant_id', '=', merchant.id)
    .selectAll()
    .executeTakeFirst();
}
