import { createMottorClient, type MottorClient } from '@checkout-perks/core/providers/mottor';
import { createVDarClient, type VDarClient } from '@checkout-perks/core/providers/v-dar';
import { createIssuer, type IssuerControl, type RunningIssuer, serveIssuer } from '@checkout-perks/issuer';
import { openTemporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { STOCK, stockIssuer } from '../../src/issuer/stock-issuer.ts';
import type { ShopLog } from '../../src/shop-log.ts';
import { startShop } from '../../src/start-shop.ts';
import { serveOnOwnPort } from './serve-on-own-port.ts';

/** A shop on its own port, with a real issuer on another port. */
export interface TestShop {
  url: string;
  dataDir: string;
  /** The merchant's client of the issuer's V-DAR API. */
  vDar: VDarClient;
  siteId: string;
  /** The merchant's client of its Mottor API. */
  mottor: MottorClient;
  /** The issuer's control: data and faults. */
  control: IssuerControl;
  logged: Parameters<ShopLog>[0][];
  /** The issuer's requests and answers: a line for each request, with its address and body. */
  answered: string[];
  /** Generates a gift code; kopecks. */
  newCode(amount: number): Promise<string>;
  /** Reads the merchant's balance, kopecks. */
  balance(): Promise<number>;
  /** Takes the issuer off the network, or puts it back at the same address. */
  stopIssuer(): Promise<void>;
  resumeIssuer(): Promise<void>;
  /** Makes the issuer serve the next writes but answer unreadable bodies, or ends this. */
  garbleAnswers(garble: boolean): void;
  /** Moves the shop's clock forward, ms. */
  later(ms: number): void;
  /**
   * Closes the shop and opens it again on the same data.
   *
   * @param options.wait How long the shop waits for an order before it answers that the order is unfinished, ms
   */
  restart(options?: { wait?: number }): Promise<void>;
  close(): Promise<void>;
}

/** Time limit of a provider's answer, ms: far more than a busy machine needs. */
const LONGEST = 60_000;

/**
 * Opens a shop for tests. It checks unfinished orders often, so that tests do not wait, and its time limits are long, so that
 * a busy machine does not fail a test.
 */
export async function openTestShop({ demo = false } = {}): Promise<TestShop> {
  const folder = openTemporaryFolder();
  const dataDir = folder.path;
  const issuer = await createIssuer({ database: 'file::memory:' });
  const { apiKey, siteId } = await issuer.createMerchant({ login: 'test', currency: 'RUB', balance: 100_000_000 });
  const keys = { promoKey: 'key-of-promo-codes', pointsKey: 'key-of-loyalty-points' };
  await stockIssuer(issuer, keys);
  let garbling: 'no' | 'from the next write' | 'yes' = 'no';
  const answered: string[] = [];
  const wire = {
    async fetch(request: Request): Promise<Response> {
      const asked = `${request.method} ${request.url} ${await request.clone().text()}`;
      const answer = await issuer.fetch(request);
      answered.push(asked);
      if (garbling === 'from the next write' && request.method === 'POST') garbling = 'yes';
      return garbling === 'yes' ? new Response('garbled', { headers: { 'content-type': 'application/json' } }) : answer;
    },
  };
  let running: RunningIssuer = await serveOnOwnPort(wire);
  const { port } = new URL(running.url);
  const gift = { baseUrl: `${running.url}/api/v1`, apiKey, siteId };
  const vDar = createVDarClient(gift);
  const { userId, siteId: promoSite, pointId: point } = STOCK;
  const providers = {
    gift,
    promo: { baseUrl: running.url, userId: String(userId), apiKey: keys.promoKey, siteId: String(promoSite) },
    points: { baseUrl: running.url, apiKey: keys.pointsKey, point },
  };

  const { promo } = providers;
  const mottor = createMottorClient({ ...promo, currency: 'RUB', userId, siteId: promoSite });
  let ahead = 0;
  const logged: TestShop['logged'] = [];
  const config = { host: '127.0.0.1', port: 0, dataDir, providers, demo, stocked: true, trustedProxies: 0 };
  const open = async ({ wait = LONGEST } = {}) => {
    const running = await startShop(config, {
      log: (event) => logged.push(event),
      clock: () => Date.now() + ahead,
      lookEvery: 100,
      providerTimeout: LONGEST,
      waits: { quoteWithin: LONGEST, timing: { wait } },
    });
    // `localhost` may be another address on this machine, but the shop listens on this one.
    return { ...running, url: running.url.replace('//localhost:', '//127.0.0.1:') };
  };
  let shop = await open();

  return {
    get url() {
      return shop.url;
    },
    dataDir,
    vDar,
    siteId,
    mottor,
    control: issuer.control,
    logged,
    answered,
    newCode: async (amount) =>
      (await vDar.generateCode({ amount, currency: 'RUB', name: 'Test', expiresInSeconds: 86_400 })).code,
    balance: async () => (await vDar.balance(siteId)).balance,
    stopIssuer: () => running.close(),
    async resumeIssuer() {
      running = await serveIssuer(wire, { port: Number(port) });
    },
    garbleAnswers(garble) {
      garbling = garble ? 'from the next write' : 'no';
    },
    later(ms) {
      ahead += ms;
    },
    async restart(options) {
      await shop.close();
      shop = await open(options);
    },
    async close() {
      await shop.close();
      await running.close().catch(() => undefined);
      await issuer.close();
      folder.remove();
    },
  };
}
