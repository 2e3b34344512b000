import { wrongOption } from '../foundation/wrong-option.ts';
import { findMember } from '../loyalclient/find-member.ts';
import { spendable } from '../loyalclient/purchase-terms.ts';
import type { Ledger } from '../schema/ledger.ts';

/** A member with holds and operations, which LoyalClient's own calls do not list; points and amounts in whole units. */
export interface MemberBooks {
  memberId: string;
  /** All points, including held ones and those that cannot be spent yet. */
  balance: number;
  /** Points that can still be held. */
  free: number;
  /** Oldest first. */
  holds: { id: string; pointId: string; amount: number; state: string; until: number }[];
  /** Oldest first. */
  operations: { pointId: string; amount: number; total: number; spend: number; earn: number; at: number }[];
}

/**
 * Reads a member's points, holds and operations. Times in ms since epoch.
 *
 * @throws {PerksError} `CONFIGURATION` if the member does not exist
 */
export async function readMember(ledger: Ledger, memberId: string): Promise<MemberBooks> {
  const { read } = ledger.database;
  const now = ledger.clock();
  const owner = await read
    .selectFrom('issuer_loyalclient_members')
    .where('id', '=', memberId)
    .select('program_id as id')
    .executeTakeFirst();
  const member = owner && (await findMember(read, owner, memberId, [], now));
  if (!member) throw wrongOption('memberId');
  const holds = await read
    .selectFrom('issuer_loyalclient_holds')
    .where('member_id', '=', memberId)
    .orderBy('version')
    .selectAll()
    .execute();
  const operations = await read
    .selectFrom('issuer_loyalclient_operations')
    .where('member_id', '=', memberId)
    .orderBy('version')
    .selectAll()
    .execute();
  return {
    memberId,
    balance: member.balance / 100,
    free: spendable(member, 'addBack') / 100,
    holds: holds.map((row) => ({
      id: row.id,
      pointId: row.point_id,
      amount: row.amount / 100,
      state: row.state === 'held' && row.until_at <= now ? 'expired' : row.state,
      until: row.until_at,
    })),
    operations: operations.map((row) => ({
      pointId: row.point_id,
      amount: row.amount / 100,
      total: row.total / 100,
      spend: row.spend / 100,
      earn: row.earn / 100,
      at: row.created_at,
    })),
  };
}
