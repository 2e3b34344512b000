import type { Kysely } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';

/** What is numbered across all accounts. */
export type Numbered = 'mottor_account' | 'mottor_site' | 'mottor_promo' | 'mottor_lead' | 'mottor_statistic';

/**
 * Takes the next free ids, in the transaction that uses them. Neither a serial column nor a sequence is the same thing in
 * every database; a counter's row is.
 *
 * @returns The first of `count` ids in a row
 */
export async function takeNumbers(tx: Kysely<IssuerTables>, name: Numbered, count = 1): Promise<number> {
  const { value } = await tx
    .updateTable('issuer_counters')
    .set((row) => ({ value: row('value', '+', count) }))
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow();
  return value - count + 1;
}

/** Takes an id of the caller's own choice, so that none of the next ones collides with it. */
export async function takeNumber(tx: Kysely<IssuerTables>, name: Numbered, id: number): Promise<void> {
  await tx.updateTable('issuer_counters').set({ value: id }).where('name', '=', name).where('value', '<', id).execute();
}
