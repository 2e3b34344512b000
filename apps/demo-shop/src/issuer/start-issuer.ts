import { createIssuer, serveIssuer } from '@checkout-perks/issuer';
import type { DataDir } from '../open-data-dir.ts';
import type { ProviderAccess } from '../providers/provider-access.ts';
import { STOCK, stockIssuer } from './stock-issuer.ts';

/** The shop's own issuer, on a loopback port. */
export interface OwnIssuer {
  access: Required<ProviderAccess>;
  close(): Promise<void>;
}

const LOGIN = 'demo-shop';
/** The merchant's initial balance, kopecks. */
const BALANCE = 100_000_000;

/**
 * Starts an issuer in this process; the shop still calls it over real HTTP. Its merchant, promo codes and members are created
 * once.
 *
 * @param controlKey Key of the issuer's control API
 */
export async function startIssuer(data: DataDir, controlKey?: string): Promise<OwnIssuer> {
  const { issuerKey: apiKey, promoKey, pointsKey } = data.secrets;
  const issuer = await createIssuer({
    database: data.databaseUrl('issuer.db'),
    ...(controlKey === undefined ? {} : { controlKey }),
  });
  try {
    let siteId = data.secrets.issuerSite;
    if (siteId === undefined) {
      // An earlier process may have ended between creating the merchant and saving its site.
      siteId = (await issuer.sites()).find((site) => site.login === LOGIN)?.siteId;
      siteId ??= (await issuer.createMerchant({ login: LOGIN, currency: 'RUB', balance: BALANCE, apiKey })).siteId;
      await data.saveIssuerSite(siteId);
    }
    await stockIssuer(issuer, { promoKey, pointsKey });
    const { url, close } = await serveIssuer(issuer, { port: 0 });
    return {
      access: {
        gift: { baseUrl: `${url}/api/v1`, apiKey, siteId },
        promo: { baseUrl: url, userId: String(STOCK.userId), apiKey: promoKey, siteId: String(STOCK.siteId) },
        points: { baseUrl: url, apiKey: pointsKey, point: STOCK.pointId },
      },
      async close() {
        await close();
        await issuer.close();
      },
    };
  } catch (thrown) {
    await issuer.close();
    throw thrown;
  }
}
