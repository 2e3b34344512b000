import { hashApiKey, newApiKey } from '../foundation/api-key.ts';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';

/**
 * Adds a key to a programme; the keys that it has stay good.
 *
 * @throws {PerksError} `CONFIGURATION` when there is no such programme
 */
export async function createProgramKey(
  ledger: Ledger,
  { programId }: { programId: string },
): Promise<{ apiKey: string }> {
  const apiKey = newApiKey();
  await ledger.database.transact(async (tx) => {
    const program = await tx
      .selectFrom('issuer_loyalclient_programs')
      .where('id', '=', programId)
      .select('id')
      .executeTakeFirst();
    if (!program) throw wrongOption('programId');
    await tx
      .insertInto('issuer_loyalclient_keys')
      .values({ hash: hashApiKey(apiKey), program_id: program.id, created_at: ledger.clock() })
      .execute();
  });
  return { apiKey };
}
