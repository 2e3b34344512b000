import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Program } from './find-program.ts';
import { normalisePhone } from './normalise-phone.ts';

type MemberRow = Selectable<IssuerTables['issuer_loyalclient_members']>;
type LevelRow = Selectable<IssuerTables['issuer_loyalclient_levels']>;

/** A member at one moment, with the parts of the balance; points in hundredths. */
export interface Member extends MemberRow, Pick<LevelRow, 'title' | 'percent' | 'type' | 'max_spend_percent'> {
  /** Points in holds that are active at that moment. */
  held: number;
  /** The part of `held` that is in the holds that the caller names. */
  named: number;
  /** Points earned that cannot be spent yet. */
  pending: number;
}

/** Finds a member's id by phone, card or app code. An exact match wins over the same text read as a phone. */
export async function findMemberId(
  db: Kysely<IssuerTables>,
  program: Program,
  search: string,
): Promise<string | undefined> {
  const phone = normalisePhone(search);
  const rows = await db
    .selectFrom('issuer_loyalclient_searches')
    .where('program_id', '=', program.id)
    .where('search', 'in', phone === undefined ? [search] : [search, phone])
    .select(['search', 'member_id'])
    .execute();
  const exact = rows.find((row) => row.search === search) ?? rows[0];
  return exact?.member_id;
}

/**
 * Finds one of the programme's members. It is one query: between two queries a purchase could end a hold, and its points
 * would look neither held nor spent.
 *
 * @param holds Ids of holds; unknown or ended ones, and those of other members, do not count (D-L5)
 * @param now ms since epoch
 */
export async function findMember(
  db: Kysely<IssuerTables>,
  program: Program,
  memberId: string,
  holds: readonly string[],
  now: number,
): Promise<Member | undefined> {
  const row = await db
    .selectFrom('issuer_loyalclient_members as member')
    .innerJoin('issuer_loyalclient_levels as level', 'level.id', 'member.level_id')
    .where('member.id', '=', memberId)
    .where('member.program_id', '=', program.id)
    .selectAll('member')
    .select(['level.title', 'level.percent', 'level.type', 'level.max_spend_percent'])
    .select((member) => [
      activeHolds(member, now).select(sum('amount')).as('held'),
      activeHolds(member, now)
        // SQL does not allow an empty list, and no id is an empty string.
        .where('hold.id', 'in', holds.length > 0 ? [...holds] : [''])
        .select(sum('amount'))
        .as('named'),
      member
        .selectFrom('issuer_loyalclient_operations as operation')
        .whereRef('operation.member_id', '=', 'member.id')
        .where('operation.earned_at', '>', now)
        .select(sum('earn'))
        .as('pending'),
    ])
    .executeTakeFirst();
  // Some drivers return a sum of bigints as a string.
  return row && { ...row, held: Number(row.held), named: Number(row.named), pending: Number(row.pending) };
}

type FromMember = ExpressionBuilder<IssuerTables & { member: IssuerTables['issuer_loyalclient_members'] }, 'member'>;

function activeHolds(member: FromMember, now: number) {
  return member
    .selectFrom('issuer_loyalclient_holds as hold')
    .whereRef('hold.member_id', '=', 'member.id')
    .where('hold.state', '=', 'held')
    .where('hold.until_at', '>', now);
}

function sum(column: 'amount' | 'earn') {
  return sql<number | string>`coalesce(sum(${sql.ref(column)}), 0)`.as('sum');
}

/**
 * Locks a member, so that changes of one member's points run one at a time in every database. The transaction that raises
 * the version first locks the row until it ends. Read the balance after this call, not before.
 *
 * @returns The new version, or `undefined` if the programme has no such member
 */
export async function lockMember(
  tx: Kysely<IssuerTables>,
  program: Program,
  memberId: string,
): Promise<number | undefined> {
  const locked = await tx
    .updateTable('issuer_loyalclient_members')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('id', '=', memberId)
    .where('program_id', '=', program.id)
    .returning('version')
    .executeTakeFirst();
  return locked?.version;
}
