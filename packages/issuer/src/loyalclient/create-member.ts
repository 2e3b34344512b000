import type { Kysely } from 'kysely';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import { normalisePhone } from './normalise-phone.ts';
import { toObjectId } from './object-id.ts';

/** A member to create. Members are found by phone, card or app code; fields that are not given are null on the wire. */
export interface NewMember {
  levelId: string;
  /** An id that the caller chose; a random one unless given. */
  memberId?: string | undefined;
  /** In any common notation. */
  phone?: string | undefined;
  /** Card number. */
  card?: string | undefined;
  /** The code that the loyalty app shows. */
  appCode?: string | undefined;
  name?: string | undefined;
  /** URL. */
  photo?: string | undefined;
  /** `YYYY-MM-DD`. */
  birthday?: string | undefined;
  email?: string | undefined;
  /** Initial points, with up to two decimals; 0 unless given. On a discount level it must be 0. */
  balance?: number | undefined;
}

/**
 * Creates a member.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong, or whose value is taken
 */
export async function createMember(ledger: Ledger, request: NewMember): Promise<{ memberId: string }> {
  const { levelId, card, appCode, birthday, balance = 0 } = request;
  const created_at = ledger.clock();
  const memberId = toObjectId(request.memberId, 'memberId', created_at);
  const phone = request.phone === undefined ? undefined : normalisePhone(request.phone);
  if (request.phone !== undefined && phone === undefined) throw wrongOption('phone');
  if (birthday !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(birthday)) throw wrongOption('birthday');
  const points = Math.round(balance * 100);
  if (!Number.isSafeInteger(points) || points < 0 || points / 100 !== balance) throw wrongOption('balance');
  const searches = Object.entries({ phone, card, appCode }).filter((entry) => entry[1] !== undefined);
  for (const [option, search] of searches) if (!isSearch(search)) throw wrongOption(option);

  await ledger.database.transact(async (tx) => {
    const level = await tx
      .selectFrom('issuer_loyalclient_levels')
      .where('id', '=', levelId)
      .select(['program_id', 'type'])
      .executeTakeFirst();
    if (!level) throw wrongOption('levelId');
    if (level.type === 'discount' && points > 0) throw wrongOption('balance');
    const { program_id } = level;

    const member = await tx
      .insertInto('issuer_loyalclient_members')
      .values({
        id: memberId,
        program_id,
        level_id: levelId,
        name: request.name ?? null,
        photo: request.photo ?? null,
        birthday: birthday ?? null,
        phone: phone ?? null,
        email: request.email ?? null,
        balance: points,
        version: 0,
        created_at,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (Number(member.numInsertedOrUpdatedRows) !== 1) throw wrongOption('memberId');
    for (const [option, search = ''] of searches)
      await addSearch(tx, { program_id, search, member_id: memberId }, option);
  });
  return { memberId };
}

async function addSearch(
  tx: Kysely<IssuerTables>,
  row: IssuerTables['issuer_loyalclient_searches'],
  option: string,
): Promise<void> {
  const search = await tx
    .insertInto('issuer_loyalclient_searches')
    .values(row)
    .onConflict((conflict) => conflict.columns(['program_id', 'search']).doNothing())
    .executeTakeFirst();
  if (Number(search.numInsertedOrUpdatedRows) !== 1) throw wrongOption(option);
}

function isSearch(text: unknown): boolean {
  return typeof text === 'string' && /^\P{C}{1,64}$/u.test(text);
}
