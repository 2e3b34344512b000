import { takeNumber, takeNumbers } from '../foundation/take-numbers.ts';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';

/** A site to create. */
export interface NewMottorSite {
  /** The account that owns the site. */
  userId: number;
  /** A number that the caller chose, such as the 11111 of the documentation; the next free one unless given. */
  siteId?: number | undefined;
  /** Currency of its orders, an ISO 4217 code; `RUB` unless given. */
  currency?: string | undefined;
}

/**
 * Creates a site without promos.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong, or whose value is taken
 */
export async function createSite(ledger: Ledger, request: NewMottorSite): Promise<{ siteId: number }> {
  const { userId, siteId, currency = 'RUB' } = request;
  if (siteId !== undefined && !(Number.isSafeInteger(siteId) && siteId > 0)) throw wrongOption('siteId');
  if (!/^[A-Z]{3}$/.test(currency)) throw wrongOption('currency');

  return ledger.database.transact(async (tx) => {
    const account = await tx
      .selectFrom('issuer_mottor_accounts')
      .where('id', '=', userId)
      .select('id')
      .executeTakeFirst();
    if (!account) throw wrongOption('userId');
    if (siteId !== undefined) await takeNumber(tx, 'mottor_site', siteId);
    const id = siteId ?? (await takeNumbers(tx, 'mottor_site'));
    const site = await tx
      .insertInto('issuer_mottor_sites')
      .values({ id, account_id: account.id, currency, promos: 0, created_at: ledger.clock() })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (Number(site.numInsertedOrUpdatedRows) !== 1) throw wrongOption('siteId');
    return { siteId: id };
  });
}
