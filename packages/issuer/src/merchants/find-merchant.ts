import { hashApiKey } from '../foundation/api-key.ts';
import type { Ledger } from '../schema/ledger.ts';

/** The merchant that calls. */
export interface Merchant {
  id: string;
  defaultSiteId: string;
  /** Currency of the default site. */
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

/** Finds the merchant that a site belongs to. */
export function findMerchantBySite({ database }: Ledger, siteId: string): Promise<Merchant | undefined> {
  return database.read
    .selectFrom('issuer_sites as own')
    .innerJoin('issuer_merchants as merchant', 'merchant.id', 'own.merchant_id')
    .innerJoin('issuer_sites as site', 'site.id', 'merchant.default_site_id')
    .where('own.id', '=', siteId)
    .select(['merchant.id as id', 'merchant.default_site_id as defaultSiteId', 'site.currency as currency'])
    .executeTakeFirst();
}
