import { hashApiKey } from '../foundation/api-key.ts';
import type { Ledger } from '../schema/ledger.ts';

/** Whose key it is: a loyalty programme, with its own points of sale, levels and members. */
export interface Program {
  id: string;
}

/** Finds the programme that a key belongs to. */
export function findProgram({ database }: Ledger, apiKey: string): Promise<Program | undefined> {
  return database.read
    .selectFrom('issuer_loyalclient_keys')
    .where('hash', '=', hashApiKey(apiKey))
    .select('program_id as id')
    .executeTakeFirst();
}
