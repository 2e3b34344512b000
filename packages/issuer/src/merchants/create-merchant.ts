import { hashApiKey, isApiKey, newApiKey } from '../foundation/api-key.ts';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';
import { isPayable } from './sites.ts';

/** A merchant to create. */
export interface NewMerchant {
  /** Unique name of the merchant's first site, `site_login` on the wire. */
  login: string;
  /** Currency of the site's balance and codes, an ISO 4217 code in capitals. */
  currency: string;
  /** Pays for the codes that the merchant issues, minor units. */
  balance: number;
  /** A key that the caller chose, 16 to 256 printable ASCII characters; a random one unless given. */
  apiKey?: string | undefined;
}

/** Credentials of the new merchant. */
export interface MerchantAccess {
  /** Value of the `X-API-Key` header. It is not stored and cannot be read again. */
  apiKey: string;
  /** The merchant's default site. */
  siteId: string;
}

/**
 * Creates a merchant with one site and one key.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong, or whose value is taken
 */
export async function createMerchant(ledger: Ledger, request: NewMerchant): Promise<MerchantAccess> {
  const { login, currency, balance, apiKey = newApiKey() } = request;
  if (login.trim() !== login || !/^\P{C}{1,64}$/u.test(login)) throw wrong('login');
  if (!/^[A-Z]{3}$/.test(currency)) throw wrong('currency');
  if (!isPayable(balance, currency)) throw wrong('balance');
  if (!isApiKey(apiKey)) throw wrong('apiKey');

  const merchantId = ledger.newId();
  const siteId = ledger.newId();
  const created_at = ledger.clock();

  await ledger.database.transact(async (tx) => {
    await tx
      .insertInto('issuer_merchants')
      .values({ id: merchantId, default_site_id: siteId, codes: 0, operations: 0, created_at })
      .execute();
    const site = await tx
      .insertInto('issuer_sites')
      .values({ id: siteId, merchant_id: merchantId, login, currency, balance, created_at })
      .onConflict((conflict) => conflict.column('login').doNothing())
      .executeTakeFirst();
    if (Number(site.numInsertedOrUpdatedRows) !== 1) throw wrong('login');
    const key = await tx
      .insertInto('issuer_api_keys')
      .values({ hash: hashApiKey(apiKey), merchant_id: merchantId, created_at })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .executeTakeFirst();
    if (Number(key.numInsertedOrUpdatedRows) !== 1) throw wrong('apiKey');
  });

  return { apiKey, siteId };
}

const wrong = (option: keyof NewMerchant) => wrongOption(option);

/**
 * Adds a key to the merchant of a site; its existing keys stay valid.
 *
 * @throws {PerksError} `CONFIGURATION` if the site does not exist
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
