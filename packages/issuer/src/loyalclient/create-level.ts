import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';
import { checkedId } from './checked-id.ts';
import { checkedPercent } from './checked-percent.ts';

/** A level to be. */
export interface NewLevel {
  programId: string;
  /** An id of one's own choice; a random one unless given. */
  levelId?: string | undefined;
  title: string;
  /** `cashback` brings points, `discount` lowers the price and knows no points. */
  type: 'cashback' | 'discount';
  /** 0 to 100, of up to two decimals. */
  percent: number;
  /** The largest part of a purchase that points may pay, 0 to 100; 100 unless given, and only for cashback. */
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
  const levelId = checkedId(request.levelId, 'levelId', created_at);
  const percent = checkedPercent(request.percent, 'percent');
  if (type !== 'cashback' && type !== 'discount') throw wrongOption('type');
  if (type === 'discount' && maxSpendPercent !== undefined) throw wrongOption('maxSpendPercent');
  const max_spend_percent = type === 'discount' ? null : checkedPercent(maxSpendPercent ?? 100, 'maxSpendPercent');

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
