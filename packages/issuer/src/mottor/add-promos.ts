import type { Kysely } from 'kysely';
import { takeNumbers } from '../foundation/take-numbers.ts';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import { lockSite } from './lock-site.ts';
import { codeKey, type PromoFields, type PromoRow, toColumns } from './promo-fields.ts';

/** Why promos cannot be added: the site belongs to another account, or already has one of the codes. */
export type AddRefusal = 'siteForeign' | 'codeTaken';

/** SQLite accepts 32 766 values in a statement; a row has seventeen. */
const ROWS_AT_ONCE = 1000;

/**
 * Adds promos to the end of a site's list: all of them, or none.
 *
 * @param accountId The account that must own the site
 */
export function addPromos(
  ledger: Ledger,
  accountId: number,
  siteId: number,
  promos: readonly PromoFields[],
): Promise<PromoRow[] | AddRefusal> {
  const keys = promos.map(({ code }) => codeKey(code));
  const created_at = ledger.clock();

  return ledger.database.transact(async (tx) => {
    const site = await lockSite(tx, siteId);
    if (!site || site.account_id !== accountId) return 'siteForeign';
    if (new Set(keys).size < keys.length || (await hasAny(tx, siteId, keys))) return 'codeTaken';

    const first = await takeNumbers(tx, 'mottor_promo', promos.length);
    const rows = promos.map((fields, index) => ({
      ...toColumns(fields),
      id: first + index,
      site_id: siteId,
      pos: site.promos + index,
      used: 0,
      created_at,
    }));
    for (const part of splitIntoParts(rows)) await tx.insertInto('issuer_mottor_promos').values(part).execute();
    await tx
      .updateTable('issuer_mottor_sites')
      .set({ promos: site.promos + promos.length })
      .where('id', '=', siteId)
      .execute();
    return rows;
  });
}

async function hasAny(tx: Kysely<IssuerTables>, siteId: number, keys: readonly string[]): Promise<boolean> {
  for (const part of splitIntoParts(keys)) {
    const taken = await tx
      .selectFrom('issuer_mottor_promos')
      .where('site_id', '=', siteId)
      .where('code_key', 'in', part)
      .select('id')
      .limit(1)
      .executeTakeFirst();
    if (taken) return true;
  }
  return false;
}

function splitIntoParts<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < all.length; start += ROWS_AT_ONCE) parts.push(all.slice(start, start + ROWS_AT_ONCE));
  return parts;
}
