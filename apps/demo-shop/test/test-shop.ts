import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVDarClient, type VDarClient } from '@checkout-perks/core/providers/v-dar';
import { createIssuer, type IssuerControl, type RunningIssuer, serveIssuer } from '@checkout-perks/issuer';
import { STOCK, stockIssuer } from '../src/issuer/stock-issuer.ts';
import type { ShopLog } from '../src/shop-log.ts';
import { startShop } from '../src/start-shop.ts';

/** A shop on a port of its own, over a real issuer on another. */
export interface TestShop {
  url: string;
  dataDir: string;
  /** The issuer's API, as the merchant sees it. */
  vDar: VDarClient;
  siteId: string;
  /** The issuer's books and faults. */
  control: IssuerControl;
  logged: Parameters<ShopLog>[0][];
  /** A new gift code; kopecks. */
  newCode(amount: number): Promise<string>;
  /** The merchant's balance, kopecks. */
  balance(): Promise<number>;
  /** Takes the issuer off the network, and puts it back at the same address. */
  stopIssuer(): Promise<void>;
  resumeIssuer(): Promise<void>;
  /** From the next write on, has the issuer do what it is asked and nobody understand its answers, or not any more. */
  garbleAnswers(garble: boolean): void;
  /** Moves the shop's clock on, ms. */
  later(ms: number): void;
  /** Closes the shop and opens it again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a shop for tests. */
export async function openTestShop({ demo = false } = {}): Promise<TestShop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'demo-shop-'));
  const issuer = await createIssuer({ database: 'file::memory:' });
  const { apiKey, siteId } = await issuer.createMerchant({ login: 'test', currency: 'RUB', balance: 100_000_000 });
  const keys = { promoKey: 'key-of-promo-codes', pointsKey: 'key-of-loyalty-points' };
  await stockIssuer(issuer, keys);
  let garbling: 'no' | 'from the next write' | 'yes' = 'no';
  const wire = {
    async fetch(request: Request): Promise<Response> {
      const answer = await issuer.fetch(request);
      if (garbling === 'from the next write' && request.method === 'POST') garbling = 'yes';
      return garbling === 'yes' ? new Response('garbled', { headers: { 'content-type': 'application/json' } }) : answer;
    },
  };
  let running: RunningIssuer = await serveIssuer(wire, { port: 0 });
  const { port } = new URL(running.url);
  const gift = { baseUrl: `${running.url}/api/v1`, apiKey, siteId };
  const vDar = createVDarClient(gift);
  const { userId, siteId: promoSite, pointId: point } = STOCK;
  const providers = {
    gift,
    promo: { baseUrl: running.url, userId: String(userId), apiKey: keys.promoKey, siteId: String(promoSite) },
    points: { baseUrl: running.url, apiKey: keys.pointsKey, point },
  };

  let ahead = 0;
  const logged: TestShop['logged'] = [];
  const config = { host: '127.0.0.1', port: 0, dataDir, providers, demo, stocked: true, trustedProxies: 0 };
  const open = () => startShop(config, { log: (event) => logged.push(event), clock: () => Date.now() + ahead });
  let shop = await open();

  return {
    get url() {
      return shop.url;
    },
    dataDir,
    vDar,
    siteId,
    control: issuer.control,
    logged,
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
    async restart() {
      await shop.close();
      shop = await open();
    },
    async close() {
      await shop.close();
      await running.close().catch(() => undefined);
      await issuer.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
