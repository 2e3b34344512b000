import { createIssuer, serveIssuer } from '@checkout-perks/issuer';
import type { DataDir } from './open-data-dir.ts';
import type { IssuerAccess } from './read-config.ts';

/** An issuer of the shop's own, on a loopback port. */
export interface OwnIssuer extends IssuerAccess {
  close(): Promise<void>;
}

const LOGIN = 'demo-shop';
/** What the merchant can give away, kopecks. */
const BALANCE = 100_000_000;

/** Starts an issuer in this process; the shop talks to it over real HTTP all the same. Its merchant is set up once. */
export async function startIssuer(data: DataDir): Promise<OwnIssuer> {
  const { issuerKey: apiKey } = data.secrets;
  const issuer = await createIssuer({ database: data.databaseUrl('issuer.db') });
  let siteId = data.secrets.issuerSite;
  if (siteId === undefined) {
    // The process may have ended between creating the merchant and remembering its site.
    siteId = (await issuer.sites()).find((site) => site.login === LOGIN)?.siteId;
    siteId ??= (await issuer.createMerchant({ login: LOGIN, currency: 'RUB', balance: BALANCE, apiKey })).siteId;
    await data.saveIssuerSite(siteId);
  }
  const running = await serveIssuer(issuer, { port: 0 });
  return {
    baseUrl: `${running.url}/api/v1`,
    apiKey,
    siteId,
    async close() {
      await running.close();
      await issuer.close();
    },
  };
}
