import type { Ledger } from '../schema/ledger.ts';
import type { Program } from './find-program.ts';

/** Lets held points go. A hold that is over, somebody else's or nobody's stays what it is, and nobody is told. */
export async function releaseHold({ database }: Ledger, program: Program, holdId: string): Promise<void> {
  await database.transact(async (tx) => {
    const members = tx.selectFrom('issuer_loyalclient_members').where('program_id', '=', program.id).select('id');
    await tx
      .updateTable('issuer_loyalclient_holds')
      .set({ state: 'released' })
      .where('id', '=', holdId)
      .where('state', '=', 'held')
      .where('member_id', 'in', members)
      .execute();
  });
}
