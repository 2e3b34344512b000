import type { Selectable } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import { findMember, lockMember } from './find-member.ts';
import type { Program } from './find-program.ts';
import { newObjectId } from './object-id.ts';
import { roundDown, spendable } from './purchase-terms.ts';
import { CLIENT_NOT_FOUND, type FieldFaults, tooMuch } from './refusal.ts';
import type { PointsScale } from './requests.ts';

/** A hold as stored. */
export type HoldRow = Selectable<IssuerTables['issuer_loyalclient_holds']>;

/** A hold to make. */
export interface HoldOrder {
  memberId: string;
  pointId: string;
  /** Hundredths of a point. */
  amount: number;
  minutes: number;
}

/** Holds points of a member that are in no other hold. */
export function holdPoints(
  ledger: Ledger,
  program: Program,
  { memberId, pointId, amount, minutes }: HoldOrder,
  scale: PointsScale,
): Promise<HoldRow | { faults: FieldFaults }> {
  return ledger.database.transact(async (tx) => {
    const version = await lockMember(tx, program, memberId);
    const now = ledger.clock();
    const member = await findMember(tx, program, memberId, [], now);
    if (version === undefined || !member) return { faults: CLIENT_NOT_FOUND };
    // With `subtract`, held points would still count as spendable here, and could be held twice.
    const free = roundDown(spendable(member, 'addBack'), scale);
    if (amount > free) return { faults: tooMuch('amount', free / 100) };

    const row: HoldRow = {
      id: newObjectId(now),
      member_id: memberId,
      version,
      point_id: pointId,
      amount,
      state: 'held',
      // The answer shows whole seconds, so the end is rounded up to the second that it shows.
      until_at: Math.ceil(now / 1000 + minutes * 60) * 1000,
      created_at: now,
    };
    await tx.insertInto('issuer_loyalclient_holds').values(row).execute();
    return row;
  });
}

/** Releases held points. An ended or unknown hold, or one of another programme, is ignored without an error. */
export async function releaseHold({ database }: Ledger, program: Program, holdId: string): Promise<void> {
  await database.transact(async (tx) => {
    const members = tx.selectFrom('issuer_loyalclient_members').where('program_id', '=', program.id).select('id');
    await tx
      .updateTable('issuer_loyalclient_holds')
      .set({ state: 'released' })
      .where('id', '=', holdId)
      .where('state', '=', 'held')
      .where('member_id', 'in', members)
      .execute();
  });
}
