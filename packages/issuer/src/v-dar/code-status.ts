import type { Selectable } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';

/** A code as the books hold it. */
export type CodeRow = Selectable<IssuerTables['issuer_codes']>;

/** Where a code is in its life. */
export type CodeStatus = CodeRow['status'] | 'expired';

/** Tells the status of a code at a moment (ms). Nobody writes expiry down; the clock brings it about. */
export function codeStatus({ status, expires_at }: Pick<CodeRow, 'status' | 'expires_at'>, now: number): CodeStatus {
  return status === 'active' && now >= expires_at ? 'expired' : status;
}
