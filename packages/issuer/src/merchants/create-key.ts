import { hashApiKey, newApiKey } from '../foundation/api-key.ts';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';

/**
 * Adds a key to the merchant of a site; the keys that it has stay good.
 *
 * @throws {PerksError} `CONFIGURATION` when there is no such site
 */
export async function createMerchantKey(ledger: Ledger, { siteId }: { siteId: string }): Promise<{ apiKey: string }> {
  const apiKey = newApiKey();
  await ledger.database.transact(async (tx) => {
    const site = await tx.selectFrom('issuer_sites').where('id', '=', siteId).select('merchant_id').executeTakeFirst();
    if (!site) throw wrongOption('siteId');
    await tx
      .insertInto('issuer_api_keys')
      .values({ hash: hashApiKey(apiKey), merchant_id: site.merchant_id, created_at: ledger.clock() })
      .execute();
  });
  return { apiKey };
}
