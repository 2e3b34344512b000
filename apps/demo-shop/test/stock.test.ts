import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLoyalClient } from '@checkout-perks/core/providers/loyalclient';
import { createMottorClient } from '@checkout-perks/core/providers/mottor';
import { createIssuer } from '@checkout-perks/issuer';
import { temporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { describe, expect, it } from 'vitest';
import { DEMO_MEMBERS, STRANGER_PHONE } from '../src/issuer/demo-members.ts';
import { DEMO_PROMOS } from '../src/issuer/demo-promos.ts';
import { STOCK, stockIssuer } from '../src/issuer/stock-issuer.ts';
import { readConfig } from '../src/read-config.ts';
import { startShop } from '../src/start-shop.ts';

const KEYS = { promoKey: 'key-of-promo-codes', pointsKey: 'key-of-loyalty-points' };
const { userId, siteId, pointId: point } = STOCK;

/** Opens an issuer with the demo's promo codes and members, and clients of both services. */
async function stocked() {
  const issuer = await createIssuer({ database: 'file::memory:' });
  const common = { currency: 'RUB', fetch: issuer.fetch };
  const mottor = createMottorClient({ ...common, userId, siteId, apiKey: KEYS.promoKey });
  const loyalty = createLoyalClient({ ...common, apiKey: KEYS.pointsKey, point, baseUrl: 'http://localhost' });
  await stockIssuer(issuer, KEYS);
  return { issuer, mottor, loyalty };
}

describe("the demo's promo codes", () => {
  it('are accepted or refused as the panel describes', async () => {
    const { issuer, mottor } = await stocked();
    const promos = await mottor.listPromos();
    expect(promos.map(({ code }) => code).sort()).toEqual(DEMO_PROMOS.map(({ code }) => code).sort());
    for (const { code, works } of DEMO_PROMOS) {
      expect([code, promos.find((promo) => promo.code === code)?.isValid]).toEqual([code, works]);
    }
    await issuer.close();
  });
});

describe("the demo's members", () => {
  it('are found by phone and card, and the stranger is not found', async () => {
    const { issuer, loyalty } = await stocked();
    for (const { phone, card = '', name, balance = 0 } of DEMO_MEMBERS) {
      expect(await loyalty.client({ search: phone })).toMatchObject({ name, balance });
      expect(await loyalty.client({ search: card })).toMatchObject({ name });
    }
    await expect(loyalty.client({ search: STRANGER_PHONE })).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
    await issuer.close();
  });
});

describe('stocking again', () => {
  it('keeps existing data, and adds what is missing', async () => {
    const { issuer, mottor, loyalty } = await stocked();
    const before = await mottor.listPromos();
    const [{ id = 0 } = {}] = before.filter(({ code }) => code === 'SALE10');
    await mottor.deletePromo(id);
    const anna = await loyalty.client({ search: '+7 900 000-00-01' });
    await loyalty.retail({ clientId: anna.id, amount: 100_000, spend: 100 });

    await stockIssuer(issuer, KEYS);
    const after = await mottor.listPromos();
    expect(after.map(({ code }) => code).sort()).toEqual(before.map(({ code }) => code).sort());
    expect(after.find(({ code }) => code === 'GONE')).toMatchObject({ usedCount: 1 });
    expect(await loyalty.client({ search: '+7 900 000-00-01' })).toMatchObject({ balance: 778 });
    await issuer.close();
  });
});

describe('a data folder of an older shop', () => {
  it('gets promo codes and members, and keeps its secrets and merchant', async () => {
    // The data folder of a version that had gift codes only.
    const dataDir = temporaryFolder();
    const issuer = await createIssuer({ database: pathToFileURL(join(dataDir, 'issuer.db')).href });
    const merchant = await issuer.createMerchant({ login: 'demo-shop', currency: 'RUB', balance: 5_000_000 });
    await issuer.close();
    const secrets = {
      perksSecret: 'p'.repeat(43),
      merchantSecret: 'm'.repeat(43),
      issuerKey: merchant.apiKey,
      issuerSite: merchant.siteId,
    };
    await writeFile(join(dataDir, 'secrets.json'), JSON.stringify(secrets));

    const shop = await startShop(readConfig({ PORT: '0', DATA_DIR: dataDir }), { log: () => {} });
    try {
      expect(shop.providers.gift).toMatchObject({ apiKey: merchant.apiKey, siteId: merchant.siteId });
      const { promo } = shop.providers;
      const mottor = createMottorClient({
        currency: 'RUB',
        userId: '',
        apiKey: '',
        siteId: 0,
        ...promo,
        baseUrl: promo?.baseUrl ?? '',
      });
      expect(await mottor.listPromos()).toHaveLength(DEMO_PROMOS.length);
      expect(JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'))).toMatchObject(secrets);
    } finally {
      await shop.close();
    }
  });
});
