import type { Ledger } from '../schema/ledger.ts';
import type { Merchant } from './find-merchant.ts';
import type { Site } from './list-sites.ts';

/** Finds one of the merchant's own sites; a site of another merchant is as good as none. */
export function findSite({ database }: Ledger, merchant: Merchant, siteId: string): Promise<Site | undefined> {
  return database.read
    .selectFrom('issuer_sites')
    .where('id', '=', siteId)
    .where('merchant_id', '=', merchant.id)
    .select(['id as siteId', 'login', 'currency', 'balance'])
    .executeTakeFirst();
}
