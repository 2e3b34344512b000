import { toDecimalNumber } from '@checkout-perks/core/money';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';
import type { Merchant } from './find-merchant.ts';

/** A merchant's site, which holds a balance. */
export interface Site {
  siteId: string;
  login: string;
  currency: string;
  /** Minor units. */
  balance: number;
}

/** Lists the sites of all merchants, oldest first. */
export async function listSites({ database }: Ledger): Promise<Site[]> {
  const rows = await database.read
    .selectFrom('issuer_sites')
    .select(['id as siteId', 'login', 'currency', 'balance'])
    .orderBy('created_at')
    .orderBy('login')
    .execute();
  // Rows of some drivers have no prototype, so a caller's `site.hasOwnProperty(…)` would throw.
  return rows.map((row) => ({ ...row }));
}

/** Finds one of the merchant's own sites; sites of other merchants are not found. */
export function findSite({ database }: Ledger, merchant: Merchant, siteId: string): Promise<Site | undefined> {
  return database.read
    .selectFrom('issuer_sites')
    .where('id', '=', siteId)
    .where('merchant_id', '=', merchant.id)
    .select(['id as siteId', 'login', 'currency', 'balance'])
    .executeTakeFirst();
}

/**
 * Adds to the balance of a site. No operation is recorded, because the documentation has no type of operation for it.
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

/** Tells whether a balance can be sent as a JSON number without losing minor units. */
export function isPayable(balance: number, currency: string): boolean {
  if (!Number.isSafeInteger(balance) || balance < 0) return false;
  try {
    toDecimalNumber(balance, currency);
    return true;
  } catch {
    return false;
  }
}
