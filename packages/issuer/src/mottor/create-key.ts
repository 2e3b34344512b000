import { hashApiKey, newApiKey } from '../foundation/api-key.ts';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';

/**
 * Adds a key to an account; the keys that it has stay good.
 *
 * @throws {PerksError} `CONFIGURATION` when there is no such account
 */
export async function createAccountKey(ledger: Ledger, { userId }: { userId: number }): Promise<{ apiKey: string }> {
  const apiKey = newApiKey();
  await ledger.database.transact(async (tx) => {
    const account = await tx
      .selectFrom('issuer_mottor_accounts')
      .where('id', '=', userId)
      .select('id')
      .executeTakeFirst();
    if (!account) throw wrongOption('userId');
    await tx
      .insertInto('issuer_mottor_keys')
      .values({ hash: hashApiKey(apiKey), account_id: account.id, created_at: ledger.clock() })
      .execute();
  });
  return { apiKey };
}
