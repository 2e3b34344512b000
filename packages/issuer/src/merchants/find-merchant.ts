import type { Ledger } from '../schema/ledger.ts';
import { hashApiKey } from './api-key.ts';

/** Who is calling. */
export interface Merchant {
  id: string;
  defaultSiteId: string;
  /** Of the default site. */
  currency: string;
}

/** Finds the merchant that a key belongs to. */
export function findMerchant({ database }: Ledger, apiKey: string): Promise<Merchant | undefined> {
  return database.read
    .selectFrom('issuer_api_keys as key')
    .innerJoin('issuer_merchants as merchant', 'merchant.id', 'key.merchant_id')
    .innerJoin('issuer_sites as site', 'site.id', 'merchant.default_site_id')
    .where('key.hash', '=', hashApiKey(apiKey))
    .select(['merchant.id as id', 'merchant.default_site_id as defaultSiteId', 'site.currency as currency'])
    .executeTakeFirst();
}
