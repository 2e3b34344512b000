import type { Selectable } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import type { Program } from './find-program.ts';

/** A point of sale as the books hold it. */
export type PointRow = Selectable<IssuerTables['issuer_loyalclient_points']>;

/** Finds one of the programme's points of sale; one of another programme is as good as none. */
export function findPoint({ database }: Ledger, program: Program, pointId: string): Promise<PointRow | undefined> {
  return database.read
    .selectFrom('issuer_loyalclient_points')
    .where('id', '=', pointId)
    .where('program_id', '=', program.id)
    .selectAll()
    .executeTakeFirst();
}
