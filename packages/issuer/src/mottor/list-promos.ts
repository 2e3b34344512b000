import type { Ledger } from '../schema/ledger.ts';
import type { Account } from './find-account.ts';
import type { PromoRow } from './promo-fields.ts';

/** A promo in a list, with the number of uses that are already visible. */
export interface ListedPromo {
  row: PromoRow;
  used: number;
}

/** A site's promos in the order of the list, read in parts. The API itself has no pages. */
export interface PromoList {
  /** Returns the next part; an empty part is the end. */
  next(): Promise<ListedPromo[]>;
}

const PART = 1000;

/** Opens the list of one of the account's sites. Returns `undefined` if the account has no such site. */
export async function openPromoList(ledger: Ledger, account: Account, siteId: number): Promise<PromoList | undefined> {
  const { read } = ledger.database;
  const site = await read
    .selectFrom('issuer_mottor_sites')
    .where('id', '=', siteId)
    .where('account_id', '=', account.id)
    .select('id')
    .executeTakeFirst();
  if (!site) return undefined;

  const hidden = await hiddenUses(ledger, siteId);
  let after = -1;
  return {
    async next() {
      const rows = await read
        .selectFrom('issuer_mottor_promos')
        .where('site_id', '=', siteId)
        .where('pos', '>', after)
        .orderBy('pos')
        .limit(PART)
        .selectAll()
        .execute();
      after = rows.at(-1)?.pos ?? after;
      return rows.map((row) => ({ row, used: row.used - (hidden.get(row.id) ?? 0) }));
    },
  };
}

/** Counts uses that are recorded but not visible yet, by promo. They are few, so one query for the whole list is cheap. */
async function hiddenUses({ database, clock }: Ledger, siteId: number): Promise<Map<number, number>> {
  const rows = await database.read
    .selectFrom('issuer_mottor_leads')
    .where('site_id', '=', siteId)
    .where('visible_at', '>', clock())
    .groupBy('promo_id')
    .select((row) => ['promo_id', row.fn.countAll().as('uses')])
    .execute();
  return new Map(rows.map(({ promo_id, uses }) => [promo_id, Number(uses)]));
}
