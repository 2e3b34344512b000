import { hashApiKey, isApiKey, newApiKey } from '../foundation/api-key.ts';
import { wrongOption } from '../foundation/wrong-option.ts';
import type { Ledger } from '../schema/ledger.ts';
import { isPayable } from './is-payable.ts';

/** A merchant to be. */
export interface NewMerchant {
  /** Name of the merchant's first site, `site_login` on the wire; no two sites share one. */
  login: string;
  /** ISO 4217 code in capitals; the site's balance and all its codes are in it. */
  currency: string;
  /** What the merchant can issue codes for, minor units. */
  balance: number;
  /** A key of one's own choice, 16 to 256 printable ASCII characters; a random one unless given. */
  apiKey?: string | undefined;
}

/** How the new merchant is called for. */
export interface MerchantAccess {
  /** For `X-API-Key`. It is not stored and cannot be read again. */
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
