import type { Selectable } from 'kysely';
import type { Merchant } from '../merchants/find-merchant.ts';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import { isCode } from './new-code.ts';

/** A code as stored. */
export type CodeRow = Selectable<IssuerTables['issuer_codes']>;

/** Status of a code, as the API shows it. */
export type CodeStatus = CodeRow['status'] | 'expired';

/** Gets the status of a code at a moment (ms). Expiry is not stored; it follows from the clock. */
export function codeStatus({ status, expires_at }: Pick<CodeRow, 'status' | 'expires_at'>, now: number): CodeStatus {
  return status === 'active' && now >= expires_at ? 'expired' : status;
}

/** Finds one of the merchant's own codes; codes of other merchants are not found. */
export async function findCode({ database }: Ledger, merchant: Merchant, code: string): Promise<CodeRow | undefined> {
  if (!isCode(code)) return undefined;
  return database.read
    .selectFrom('issuer_codes')
    .where('code', '=', code)
    .where('merchant_id', '=', merchant.id)
    .selectAll()
    .executeTakeFirst();
}
