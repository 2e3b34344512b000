import { describe, expect, it, onTestFinished } from 'vitest';
import { createIssuer, type Failure, type Issuer } from '../src/index.ts';
import { newSharedDatabase } from './support/new-database.ts';
import { loyalCaller } from './support/open-loyalty.ts';
import { createMottorCaller, readList } from './support/open-mottor.ts';

async function openTwo(anyClientAtPoint: boolean) {
  const database = await newSharedDatabase();
  const failures: Failure[] = [];
  const options = {
    database,
    loyalClient: { anyClientAtPoint },
    logError: (failure: Failure) => failures.push(failure),
  };
  const [one, two] = await Promise.all([createIssuer(options), createIssuer(options)]);
  onTestFinished(async () => {
    await Promise.all([one.close(), two.close()]);
  });
  const either = (i: number): Issuer => (i % 2 === 0 ? one : two);
  return { one, either, failures, shop: await one.control.seed() };
}

describe('two issuers on one database', () => {
  it.each([false, true])('keep the points of members exact, whoever’s holds a purchase ends: %s', async (anyClient) => {
    const { one, either, failures, shop } = await openTwo(anyClient);
    const { loyalClient } = one.control;
    const { programId, apiKey, pointId } = shop.loyalClient;
    const { levelId } = await loyalClient.createLevel({ programId, title: 'x', type: 'cashback', percent: 10 });
    const members = ['a', 'b', 'c'];
    for (const memberId of members) await loyalClient.createMember({ levelId, memberId, balance: 300 });

    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) => {
        const call = loyalCaller(either(i), apiKey);
        const client = members[i % 3];
        if (i % 5 < 2) return call('bonuses/hold', { client, point: pointId, amount: 7 });
        return call('retail', { client, point: pointId, amount: 30, spend: i % 7 < 3 ? 11 : 0 });
      }),
    );
    expect(answers.every(({ status }) => status === 200 || status === 422)).toBe(true);
    for (const memberId of members) {
      const { balance, free, holds, operations } = await loyalClient.member(memberId);
      expect(balance).toBe(operations.reduce((sum, { earn, spend }) => sum + earn - spend, 300));
      const held = holds.filter(({ state }) => state === 'held').reduce((sum, { amount }) => sum + amount, 0);
      expect(free).toBe(balance - held);
      expect(operations.length).toBeGreaterThan(10);
    }
    expect(failures).toStrictEqual([]);
  });

  it('count every use of a promo that changes meanwhile, and never duplicate a code or a place', async () => {
    const { either, failures, shop } = await openTwo(false);
    const { siteId, apiKey, userId } = shop.mottor;
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => {
        const issuer = either(i >> 2);
        const call = createMottorCaller(issuer, apiKey, userId);
        if (i % 4 === 0) return issuer.control.mottor.checkOut({ siteId, code: 'SALE10', goods: 1000 });
        if (i % 4 === 1) return call('PUT', '/promo/1', { body: { bonus_amount: 1 + (i % 50) } });
        if (i % 4 === 2) return call('POST', '/promo', { body: { site_id: siteId, code: `N${i % 20}` } });
        return call('DELETE', `/promo/${12 + (i % 15)}`);
      }),
    );
    expect(answers.filter((answer) => 'ok' in answer && answer.ok)).toHaveLength(50);
    const promos = await readList(createMottorCaller(either(0), apiKey, userId), siteId);
    expect(promos.find(({ code }) => code === 'SALE10')).toMatchObject({ promo_used_count: 50 });
    expect(new Set(promos.map(({ pos }) => pos)).size).toBe(promos.length);
    expect(new Set(promos.map(({ code }) => code)).size).toBe(promos.length);
    expect(failures).toStrictEqual([]);
  });
});
