import { hashApiKey, isApiKey, newApiKey } from '../foundation/api-key.ts';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';
import { toObjectId } from './object-id.ts';

/** A loyalty programme to create. */
export interface NewProgram {
  /** An id that the caller chose; a random one unless given. */
  programId?: string | undefined;
  /** A key that the caller chose, 16 to 256 printable ASCII characters; a random one unless given. */
  apiKey?: string | undefined;
}

/** Credentials of the new programme. */
export interface ProgramAccess {
  /** Identifies the programme to this issuer; LoyalClient's own calls do not use it. */
  programId: string;
  /** Value of the `apikey` header. It is not stored and cannot be read again. */
  apiKey: string;
}

/**
 * Creates an empty programme with one key.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong, or whose value is taken
 */
export async function createProgram(ledger: Ledger, request: NewProgram = {}): Promise<ProgramAccess> {
  const { apiKey = newApiKey() } = request;
  const created_at = ledger.clock();
  const programId = toObjectId(request.programId, 'programId', created_at);
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

/**
 * Adds a key to a programme; its existing keys stay valid.
 *
 * @throws {PerksError} `CONFIGURATION` if the programme does not exist
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
