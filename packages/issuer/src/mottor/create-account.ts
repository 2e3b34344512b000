import { hashApiKey, isApiKey, newApiKey } from '../foundation/api-key.ts';
import { takeNumber, takeNumbers } from '../foundation/take-numbers.ts';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';

/** An account to create. */
export interface NewMottorAccount {
  /** A number that the caller chose, such as the 123 of the documentation; the next free one unless given. */
  userId?: number | undefined;
  /** A key that the caller chose, 16 to 256 printable ASCII characters; a random one unless given. */
  apiKey?: string | undefined;
}

/** Credentials of the new account. */
export interface MottorAccess {
  /** Value of the `X-Api-User-Id` header. */
  userId: number;
  /** Value for `Authorization: Bearer`. It is not stored and cannot be read again. */
  apiKey: string;
}

/**
 * Creates an account with one key and no site.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong, or whose value is taken
 */
export async function createAccount(ledger: Ledger, request: NewMottorAccount = {}): Promise<MottorAccess> {
  const { userId, apiKey = newApiKey() } = request;
  if (userId !== undefined && !(Number.isSafeInteger(userId) && userId > 0)) throw wrongOption('userId');
  if (!isApiKey(apiKey)) throw wrongOption('apiKey');
  const created_at = ledger.clock();

  return ledger.database.transact(async (tx) => {
    if (userId !== undefined) await takeNumber(tx, 'mottor_account', userId);
    const id = userId ?? (await takeNumbers(tx, 'mottor_account'));
    const account = await tx
      .insertInto('issuer_mottor_accounts')
      .values({ id, created_at })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (Number(account.numInsertedOrUpdatedRows) !== 1) throw wrongOption('userId');
    const key = await tx
      .insertInto('issuer_mottor_keys')
      .values({ hash: hashApiKey(apiKey), account_id: id, created_at })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .executeTakeFirst();
    if (Number(key.numInsertedOrUpdatedRows) !== 1) throw wrongOption('apiKey');
    return { userId: id, apiKey };
  });
}

/**
 * Adds a key to an account; its existing keys stay valid.
 *
 * @throws {PerksError} `CONFIGURATION` if the account does not exist
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
