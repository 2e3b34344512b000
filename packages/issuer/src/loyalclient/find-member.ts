import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Program } from './find-program.ts';
import { normalisePhone } from './normalise-phone.ts';

type MemberRow = Selectable<IssuerTables['issuer_loyalclient_members']>;
type LevelRow = Selectable<IssuerTables['issuer_loyalclient_levels']>;

/** A member at a moment, with what the balance is made of; points in hundredths. */
export interface Member extends MemberRow, Pick<LevelRow, 'title' | 'percent' | 'type' | 'max_spend_percent'> {
  /** Points in holds that count at that moment. */
  held: number;
  /** Those of them that are in the holds that the caller names. */
  named: number;
  /** Points earned that cannot be spent yet. */
  pending: number;
}

/** Finds the id of who has this phone, card or code of the app: as it stands first, then as a phone. */
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
 * Finds one of the programme's members. It is one statement, because a purchase between two would show points that are
 * neither held nor spent.
 *
 * @param holds Ids of holds; those that are unknown, somebody else's or over do not count (D-L5)
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
      activeHolds(member, now).select(sumOf('amount')).as('held'),
      activeHolds(member, now)
        // A list must hold something; no id is empty.
        .where('hold.id', 'in', holds.length > 0 ? [...holds] : [''])
        .select(sumOf('amount'))
        .as('named'),
      member
        .selectFrom('issuer_loyalclient_operations as operation')
        .whereRef('operation.member_id', '=', 'member.id')
        .where('operation.earned_at', '>', now)
        .select(sumOf('earn'))
        .as('pending'),
    ])
    .executeTakeFirst();
  // A sum of bigints is a text to some drivers.
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

function sumOf(column: 'amount' | 'earn') {
  return sql<number | string>`coalesce(sum(${sql.ref(column)}), 0)`.as('sum');
}
