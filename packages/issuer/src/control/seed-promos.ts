import { wrongOption } from '../foundation/wrong-option.ts';
import { addPromos } from '../mottor/add-promos.ts';
import { type PromoInput, readPromo } from '../mottor/requests.ts';
import type { Ledger } from '../schema/ledger.ts';

/** Promos to create, with the documented fields and defaults. By default a promo is disabled. */
export interface NewPromos {
  siteId: number;
  /** Up to 10 000; all of them are added, or none. */
  promos: readonly PromoInput[];
}

const MOST = 10_000;

/**
 * Adds promos to a site.
 *
 * @returns Their ids, in the same order
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong, such as `promos.3`, or `promos` if a code is taken
 */
export async function seedPromos(ledger: Ledger, { siteId, promos }: NewPromos): Promise<{ promoIds: number[] }> {
  if (promos.length > MOST) throw wrongOption('promos');
  const fields = promos.map((promo, index) => {
    const read = readPromo(promo);
    if (!read) throw wrongOption(`promos.${index}`);
    return read;
  });
  const site = await ledger.database.read
    .selectFrom('issuer_mottor_sites')
    .where('id', '=', siteId)
    .select('account_id')
    .executeTakeFirst();
  if (!site) throw wrongOption('siteId');
  if (fields.length === 0) return { promoIds: [] };
  const added = await addPromos(ledger, site.account_id, siteId, fields);
  if (typeof added === 'string') throw wrongOption(added === 'codeTaken' ? 'promos' : 'siteId');
  return { promoIds: added.map(({ id }) => id) };
}
