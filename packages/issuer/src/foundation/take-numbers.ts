import type { Kysely } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';

/** The kinds of rows that are numbered across all accounts. */
export type Numbered = 'mottor_account' | 'mottor_site' | 'mottor_promo' | 'mottor_lead' | 'mottor_statistic';

/**
 * Takes the next free ids, in the transaction that uses them. Serial columns and sequences differ between databases; a
 * counter in a row does not.
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

/** Takes an id that the caller chose, so that later ids do not collide with it. */
export async function takeNumber(tx: Kysely<IssuerTables>, name: Numbered, id: number): Promise<void> {
  await tx.updateTable('issuer_counters').set({ value: id }).where('name', '=', name).where('value', '<', id).execute();
}
