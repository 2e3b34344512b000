import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';
import { toObjectId } from './object-id.ts';
import { toHundredths } from './to-hundredths.ts';

/** A level to create. */
export interface NewLevel {
  programId: string;
  /** An id that the caller chose; a random one unless given. */
  levelId?: string | undefined;
  title: string;
  /** `cashback` earns points; `discount` lowers the price and has no points. */
  type: 'cashback' | 'discount';
  /** 0 to 100, with up to two decimals. */
  percent: number;
  /** The largest share of a purchase that points may pay, 0 to 100; 100 unless given. Only for cashback. */
  maxSpendPercent?: number | undefined;
}

/**
 * Creates a level.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong, or whose value is taken
 */
export async function createLevel(ledger: Ledger, request: NewLevel): Promise<{ levelId: string }> {
  const { programId, title, type, maxSpendPercent } = request;
  const created_at = ledger.clock();
  const levelId = toObjectId(request.levelId, 'levelId', created_at);
  const percent = toHundredths(request.percent, 'percent');
  if (type !== 'cashback' && type !== 'discount') throw wrongOption('type');
  if (type === 'discount' && maxSpendPercent !== undefined) throw wrongOption('maxSpendPercent');
  const max_spend_percent = type === 'discount' ? null : toHundredths(maxSpendPercent ?? 100, 'maxSpendPercent');

  await ledger.database.transact(async (tx) => {
    const program = await tx
      .selectFrom('issuer_loyalclient_programs')
      .where('id', '=', programId)
      .select('id')
      .executeTakeFirst();
    if (!program) throw wrongOption('programId');
    const level = await tx
      .insertInto('issuer_loyalclient_levels')
      .values({ id: levelId, program_id: programId, title, percent, type, max_spend_percent, created_at })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (Number(level.numInsertedOrUpdatedRows) !== 1) throw wrongOption('levelId');
  });
  return { levelId };
}
