import type { Selectable } from 'kysely';
import { hashApiKey } from '../foundation/api-key.ts';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';

/** The loyalty programme that a key belongs to, with its own points of sale, levels and members. */
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

/** A point of sale as stored. */
export type PointRow = Selectable<IssuerTables['issuer_loyalclient_points']>;

/** Finds one of the programme's points of sale; those of other programmes are not found. */
export function findPoint({ database }: Ledger, program: Program, pointId: string): Promise<PointRow | undefined> {
  return database.read
    .selectFrom('issuer_loyalclient_points')
    .where('id', '=', pointId)
    .where('program_id', '=', program.id)
    .selectAll()
    .executeTakeFirst();
}
