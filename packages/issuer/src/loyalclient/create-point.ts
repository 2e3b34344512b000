import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';
import { toObjectId } from './object-id.ts';
import { toHundredths } from './to-hundredths.ts';

/** A point of sale to create. */
export interface NewPoint {
  programId: string;
  /** An id that the caller chose; a random one unless given. */
  pointId?: string | undefined;
  title?: string | undefined;
  /** Overrides the level's percentage for purchases here: "may differ from the level's percent". */
  percent?: number | undefined;
}

/**
 * Creates a point of sale.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong, or whose value is taken
 */
export async function createPoint(ledger: Ledger, request: NewPoint): Promise<{ pointId: string }> {
  const { programId, title = 'Online', percent } = request;
  const created_at = ledger.clock();
  const pointId = toObjectId(request.pointId, 'pointId', created_at);
  const own = percent === undefined ? null : toHundredths(percent, 'percent');

  await ledger.database.transact(async (tx) => {
    const program = await tx
      .selectFrom('issuer_loyalclient_programs')
      .where('id', '=', programId)
      .select('id')
      .executeTakeFirst();
    if (!program) throw wrongOption('programId');
    const point = await tx
      .insertInto('issuer_loyalclient_points')
      .values({ id: pointId, program_id: programId, title, percent: own, version: 0, created_at })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (Number(point.numInsertedOrUpdatedRows) !== 1) throw wrongOption('pointId');
  });
  return { pointId };
}
