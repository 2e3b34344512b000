import { hashApiKey, isApiKey, newApiKey } from '../foundation/api-key.ts';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';
import { checkedId } from './checked-id.ts';

/** A loyalty programme to be. */
export interface NewProgram {
  /** An id of one's own choice; a random one unless given. */
  programId?: string | undefined;
  /** A key of one's own choice, 16 to 256 printable ASCII characters; a random one unless given. */
  apiKey?: string | undefined;
}

/** How the new programme is called for. */
export interface ProgramAccess {
  /** Names the programme to this issuer; no call of LoyalClient's has it. */
  programId: string;
  /** For `apikey`. It is not stored and cannot be read again. */
  apiKey: string;
}

/**
 * Creates a programme with one key and nothing in it.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong, or whose value is taken
 */
export async function createProgram(ledger: Ledger, request: NewProgram = {}): Promise<ProgramAccess> {
  const { apiKey = newApiKey() } = request;
  const created_at = ledger.clock();
  const programId = checkedId(request.programId, 'programId', created_at);
  if (!isApiKey(apiKey)) throw wrongOption('apiKey');

  await ledger.database.transact(async (tx) => {
    const program = await tx
      .insertInto('issuer_loyalclient_programs')
      .values({ id: programId, created_at })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (Number(program.numInsertedOrUpdatedRows) !== 1) throw wrongOption('programId');
    const key = await tx
      .insertInto('issuer_loyalclient_keys')
      .values({ hash: hashApiKey(apiKey), program_id: programId, created_at })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .executeTakeFirst();
    if (Number(key.numInsertedOrUpdatedRows) !== 1) throw wrongOption('apiKey');
  });
  return { programId, apiKey };
}
