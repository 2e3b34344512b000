import { createLoyalClientPointsProvider } from '@checkout-perks/core/providers/loyalclient';
import { createMottorPromoProvider } from '@checkout-perks/core/providers/mottor';
import { createVDarClient, createVDarGiftProvider } from '@checkout-perks/core/providers/v-dar';
import { describeGiftProvider, describePointsProvider, describePromoProvider } from '@checkout-perks/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIssuer, type Issuer, serveIssuer } from '../src/index.ts';
import { openTestDatabase } from './support/new-database.ts';

const runner = { describe, it, expect, beforeAll, afterAll };
const SITE = 11_111;
const USER = 123;

/** Opens an issuer on a port, for a suite that closes it. */
async function served(): Promise<{ issuer: Issuer; url: string; close(): Promise<void> }> {
  const database = await openTestDatabase();
  const issuer = await createIssuer({ database: database.url });
  const running = await serveIssuer(issuer, { port: 0 });
  return {
    issuer,
    url: running.url,
    async close() {
      await running.close();
      await issuer.close();
      await database.drop();
    },
  };
}

describeGiftProvider(runner, 'v-dar', async () => {
  const { issuer, url, close } = await served();
  const merchant = { login: 'suite', currency: 'RUB', balance: 1_000_000 };
  const { apiKey, siteId } = await issuer.control.vDar.createMerchant(merchant);
  const access = { apiKey, baseUrl: `${url}/api/v1` };
  const seeding = createVDarClient(access);
  return {
    provider: createVDarGiftProvider({ ...access, siteId }),
    currency: 'RUB',
    unknownCode: 'ZZZZ9999ZZZZ9999ZZZZ',
    async seed(amount) {
      const request = { amount, currency: 'RUB', name: 'seed', expiresInSeconds: 86_400 };
      return (await seeding.generateCode(request)).code;
    },
    close,
  };
});

describePromoProvider(runner, 'mottor', async () => {
  const { issuer, url, close } = await served();
  const { mottor } = issuer.control;
  const { apiKey } = await mottor.createAccount({ userId: USER });
  await mottor.createSite({ userId: USER, siteId: SITE });
  const codes = new Map<string, string>();
  const iso = (ms?: number) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    provider: createMottorPromoProvider({ userId: USER, apiKey, siteId: SITE, currency: 'RUB', baseUrl: url }),
    currency: 'RUB',
    unknownId: '99999999',
    async seed({ code, target, discount, enabled, from, until, limit }) {
      const promo = {
        code,
        is_enabled: enabled,
        bonus_type: target === 'goods' ? (2 as const) : (3 as const),
        bonus_amount: (discount.kind === 'percent' ? discount.basisPoints : discount.amount) / 100,
        bonus_amount_is_in_percentages: discount.kind === 'percent',
        time_limit_is_enabled: from !== undefined || until !== undefined,
        d_on: iso(from),
        d_off: iso(until),
        quantity_limit_is_enabled: limit !== undefined,
        quantity_limit: limit ?? 0,
      };
      const { promoIds } = await mottor.addPromos({ siteId: SITE, promos: [promo] });
      const id = String(promoIds[0]);
      codes.set(id, code);
      return id;
    },
    async use(promoId) {
      const done = await mottor.checkOut({ siteId: SITE, code: codes.get(promoId) ?? '', goods: 100_000 });
      if (!done.ok) throw new Error(done.reason);
      // The suite expects promos of 10 %.
      return 10_000;
    },
    close,
  };
});

describePointsProvider(runner, 'loyalclient', async () => {
  const { issuer, url, close } = await served();
  const { loyalClient } = issuer.control;
  const { programId, apiKey } = await loyalClient.createProgram();
  await loyalClient.createPoint({ programId, pointId: 'shop' });
  let members = 0;
  return {
    provider: createLoyalClientPointsProvider({ apiKey, point: 'shop', currency: 'RUB', baseUrl: url }),
    unknownPhone: '79990000000',
    unknownMemberId: '62a999999999999999999999',
    async seed({ kind, balance, basisPoints, maxSpendBasisPoints }) {
      members += 1;
      const most = maxSpendBasisPoints ? { maxSpendPercent: maxSpendBasisPoints / 100 } : {};
      const level = { programId, title: 'suite', type: kind, percent: basisPoints / 100, ...most };
      const { levelId } = await loyalClient.createLevel(level);
      const phone = `7920${String(members).padStart(7, '0')}`;
      const { memberId } = await loyalClient.createMember({ levelId, phone, balance });
      return { memberId, phone };
    },
    close,
  };
});
