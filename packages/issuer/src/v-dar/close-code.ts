import type { Kysely } from 'kysely';
import type { Merchant } from '../merchants/find-merchant.ts';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { CodeRow } from './code-status.ts';

/** Why a code cannot be closed: the merchant has no such code, or it is spent, deactivated or expired. */
export type CloseRefusal = 'codeUnknown' | 'codeNotActive';

/**
 * Ends a code's life, once: of all that try at the same time, only the one whose update still finds it active gets the
 * row, and the rest are told that it is not active any more.
 */
export async function closeCode(
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
