import type { Kysely } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import type { RecordedPurchase } from './answers.ts';
import { findMember, lockMember } from './find-member.ts';
import type { PointRow, Program } from './find-program.ts';
import { type HoldReading, purchaseTerms } from './purchase-terms.ts';
import { CLIENT_NOT_FOUND, type FieldFaults, tooMuch } from './refusal.ts';
import type { PointsScale } from './requests.ts';

/** A purchase to record; amounts and points in hundredths. */
export interface Purchase {
  memberId: string;
  amount: number;
  spend: number;
  holds: readonly string[];
}

/** How purchases are recorded. */
export interface PurchaseRules {
  reading: HoldReading;
  scale: PointsScale;
  /** Whether a purchase ends the holds of all clients at its point of sale, and not only its own client's (D-L4). */
  anyClientAtPoint: boolean;
  /** How long it takes until earned points can be spent, ms (D-L10). */
  earnDelayMs: number;
}

/**
 * Records a purchase, which cannot be undone. It spends points, or earns points if it spends none. The named holds are
 * consumed; other holds at this point of sale are released.
 */
export function recordPurchase(
  ledger: Ledger,
  program: Program,
  point: PointRow,
  { memberId, amount, spend, holds }: Purchase,
  rules: PurchaseRules,
): Promise<RecordedPurchase | { faults: FieldFaults }> {
  return ledger.database.transact(async (tx) => {
    // Without this lock, two purchases that end each other's holds would deadlock.
    if (rules.anyClientAtPoint) await lockPoint(tx, point);
    const version = await lockMember(tx, program, memberId);
    const now = ledger.clock();
    const member = await findMember(tx, program, memberId, holds, now);
    if (version === undefined || !member) return refused(CLIENT_NOT_FOUND);

    const terms = purchaseTerms(member, point, amount, rules);
    if (spend > terms.maxSpend) return refused(tooMuch('spend', terms.maxSpend / 100));

    const earn = spend > 0 ? 0 : terms.earn;
    const total = terms.total - spend;
    await tx
      .updateTable('issuer_loyalclient_members')
      .set((row) => ({ balance: row('balance', '+', earn - spend) }))
      .where('id', '=', memberId)
      .execute();
    await endHolds(tx, point, memberId, { named: holds, now, anyClient: rules.anyClientAtPoint });
    await tx
      .insertInto('issuer_loyalclient_operations')
      .values({
        member_id: memberId,
        version,
        point_id: point.id,
        amount,
        total,
        percent: terms.percent,
        spend,
        earn,
        earned_at: now + rules.earnDelayMs,
        created_at: now,
      })
      .execute();
    return { type: member.type, amount, total, percent: terms.percent, spend, earn };
  });
}

async function endHolds(
  tx: Kysely<IssuerTables>,
  point: PointRow,
  memberId: string,
  { named, now, anyClient }: { named: readonly string[]; now: number; anyClient: boolean },
): Promise<void> {
  const ending = (state: 'consumed' | 'autoReleased') =>
    tx.updateTable('issuer_loyalclient_holds').set({ state }).where('state', '=', 'held').where('until_at', '>', now);
  if (named.length > 0) {
    await ending('consumed')
      .where('id', 'in', [...named])
      .where('member_id', '=', memberId)
      .execute();
  }
  const atPoint = ending('autoReleased').where('point_id', '=', point.id);
  await (anyClient ? atPoint : atPoint.where('member_id', '=', memberId)).execute();
}

function lockPoint(tx: Kysely<IssuerTables>, { id }: PointRow): Promise<unknown> {
  return tx
    .updateTable('issuer_loyalclient_points')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

const refused = (faults: FieldFaults) => ({ faults });
