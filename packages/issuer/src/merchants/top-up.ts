import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';
import { isPayable } from './is-payable.ts';
import type { Site } from './list-sites.ts';

/**
 * Adds to the balance of a site, out of nothing: no operation is recorded, since the document knows none for it.
 *
 * @param request `amount` in minor units, more than 0
 * @returns The site as it is now
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong
 */
export function topUp(ledger: Ledger, { siteId, amount }: { siteId: string; amount: number }): Promise<Site> {
  return ledger.database.transact(async (tx) => {
    if (!Number.isSafeInteger(amount) || amount <= 0) throw wrongOption('amount');
    const site = await tx
      .updateTable('issuer_sites')
      .set((row) => ({ balance: row('balance', '+', amount) }))
      .where('id', '=', siteId)
      .returning(['id as siteId', 'login', 'currency', 'balance'])
      .executeTakeFirst();
    if (!site) throw wrongOption('siteId');
    if (!isPayable(site.balance, site.currency)) throw wrongOption('amount');
    return { ...site };
  });
}
