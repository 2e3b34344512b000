import { hashApiKey } from '../foundation/api-key.ts';
import type { Ledger } from '../schema/ledger.ts';

/** The account that calls. One key gives access to all its sites. */
export interface Account {
  id: number;
}

/** Finds the account of a key, if it is the one that the caller names. The id must match exactly: 007 is not 7. */
export async function findAccount({ database }: Ledger, userId: string, apiKey: string): Promise<Account | undefined> {
  const account = await database.read
    .selectFrom('issuer_mottor_keys')
    .where('hash', '=', hashApiKey(apiKey))
    .select('account_id as id')
    .executeTakeFirst();
  return account && String(account.id) === userId ? account : undefined;
}
