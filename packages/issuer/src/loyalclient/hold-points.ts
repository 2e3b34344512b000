import type { Selectable } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import { findMember } from './find-member.ts';
import type { Program } from './find-program.ts';
import { lockMember } from './lock-member.ts';
import { newObjectId } from './new-object-id.ts';
import { roundDown, spendable } from './purchase-terms.ts';
import { CLIENT_NOT_FOUND, type FieldFaults, tooMuch } from './refusal.ts';
import type { PointsScale } from './requests.ts';

/** A hold as the books keep it. */
export type HoldRow = Selectable<IssuerTables['issuer_loyalclient_holds']>;

/** What to hold. */
export interface HoldOrder {
  memberId: string;
  pointId: string;
  /** Hundredths of a point. */
  amount: number;
  minutes: number;
}

/** Holds points of a member, out of those that no other hold has. */
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
    // However balances are read, the same points are never held twice.
    const free = roundDown(spendable(member, 'addBack'), scale);
    if (amount > free) return { faults: tooMuch('amount', free / 100) };

    const row: HoldRow = {
      id: newObjectId(now),
      member_id: memberId,
      version,
      point_id: pointId,
      amount,
      state: 'held',
      // The answer has whole seconds, and the hold lasts until the one that it names.
      until_at: Math.ceil(now / 1000 + minutes * 60) * 1000,
      created_at: now,
    };
    await tx.insertInto('issuer_loyalclient_holds').values(row).execute();
    return row;
  });
}
