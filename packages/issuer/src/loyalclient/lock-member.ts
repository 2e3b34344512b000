import type { Kysely } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Program } from './find-program.ts';

/**
 * Lets the changes of one member's points go one at a time, in every database: the first to raise the version holds the row
 * until its transaction ends. What the balance is made of is to be read after this, not before.
 *
 * @returns The version that this change makes, or nothing when the programme has no such member
 */
export async function lockMember(
  tx: Kysely<IssuerTables>,
  program: Program,
  memberId: string,
): Promise<number | undefined> {
  const locked = await tx
    .updateTable('issuer_loyalclient_members')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('id', '=', memberId)
    .where('program_id', '=', program.id)
    .returning('version')
    .executeTakeFirst();
  return locked?.version;
}
