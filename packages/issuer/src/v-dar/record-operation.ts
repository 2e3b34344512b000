import type { Kysely, Selectable } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';

/** An operation as stored. */
export type OperationRow = Selectable<IssuerTables['issuer_operations']>;

/** Writes an operation with the merchant's next number, in the transaction that it records. */
export async function recordOperation(
  tx: Kysely<IssuerTables>,
  ledger: Ledger,
  operation: Omit<OperationRow, 'id' | 'number'>,
): Promise<OperationRow> {
  const { operations: number } = await tx
    .updateTable('issuer_merchants')
    .set((row) => ({ operations: row('operations', '+', 1) }))
    .where('id', '=', operation.merchant_id)
    .returning('operations')
    .executeTakeFirstOrThrow();
  const row = { ...operation, id: ledger.newId(), number };
  await tx.insertInto('issuer_operations').values(row).execute();
  return row;
}
