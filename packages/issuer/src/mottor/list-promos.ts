import type { Ledger } from '../schema/ledger.ts';
import type { Account } from './find-account.ts';
import type { PromoRow } from './promo-fields.ts';

/** A promo in a list, with the uses that are shown already. */
export interface ListedPromo {
  row: PromoRow;
  used: number;
}

/** A site's promos in the order of their places, a part at a time: the document knows no pages. */
export interface PromoList {
  /** The next part; an empty one is the end. */
  next(): Promise<ListedPromo[]>;
}

const PART = 1000;

/** Opens the list of one of the account's sites, or tells that there is none such. */
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

/** Uses that are counted but not shown yet, by promo. Few at any time, so that the long list needs no count of its own. */
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
