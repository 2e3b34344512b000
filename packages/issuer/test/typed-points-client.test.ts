import { createLoyalClient, createLoyalClientPointsProvider } from '@checkout-perks/core/providers/loyalclient';
import { describe, expect, it } from 'vitest';
import { START } from './support/open-issuer.ts';
import { CLIENT, openLoyalty, PHONE, POINT } from './support/open-loyalty.ts';
import { onPort } from './support/open-mottor.ts';

async function openClient() {
  const test = await openLoyalty();
  const { url } = await onPort(test.issuer);
  const reach = {
    baseUrl: url,
    apiKey: test.apiKey,
    point: POINT,
    currency: 'RUB',
    clock: () => test.time.now,
  };
  return { ...test, reach, client: createLoyalClient(reach) };
}

describe('createLoyalClient against the issuer', () => {
  it('finds, calculates, holds, releases, spends and earns', async () => {
    const { client } = await openClient();
    expect(await client.client({ search: '+7 920 000-00-00' })).toMatchObject({
      id: CLIENT,
      balance: 878,
      phone: PHONE,
    });
    const priced = await client.recalc({ clientId: CLIENT, amount: 10_000 });
    expect(priced).toStrictEqual({ basisPoints: 1000, type: 'cashback', spend: 100, earn: 10 });
    const held = await client.hold({ clientId: CLIENT, points: 100, minutes: 5 });
    expect(held.amount).toBe(100);
    // The issuer's clock, which its answer contains in seconds.
    expect(Math.abs(held.until - (START + 300_000))).toBeLessThan(2000);
    expect((await client.client({ search: PHONE, holds: [held.id] })).balance).toBe(878);
    expect((await client.client({ search: PHONE })).balance).toBe(778);
    await client.release(held.id);
    const spent = await client.retail({ clientId: CLIENT, amount: 10_000, spend: 100 });
    expect(spent).toMatchObject({ total: 0, spend: 100 });
    const earned = await client.retail({ clientId: CLIENT, amount: 10_000, spend: 0 });
    expect(earned).toMatchObject({ total: 10_000, earn: 10 });
    expect((await client.client({ search: PHONE })).balance).toBe(788);
  });

  it('maps every refusal to its error code', async () => {
    const { client, reach } = await openClient();
    const notApplied = (code: string) => ({ code, outcome: 'notApplied' });
    const sale = { clientId: CLIENT, amount: 10_000, spend: 101 };
    await expect(client.retail(sale)).rejects.toMatchObject({
      ...notApplied('POINTS_EXCEEDED'),
      details: { max: 100 },
    });
    await expect(client.hold({ clientId: CLIENT, points: 879 })).rejects.toMatchObject(notApplied('POINTS_EXCEEDED'));
    await expect(client.client({ search: '79209999999' })).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
    await expect(client.retail({ ...sale, clientId: 'x' })).rejects.toMatchObject(notApplied('MEMBER_NOT_FOUND'));
    const elsewhere = createLoyalClient({ ...reach, point: 'nowhere' });
    await expect(elsewhere.recalc({ clientId: CLIENT, amount: 100 })).rejects.toMatchObject({ code: 'CONFIGURATION' });
    const wrong = createLoyalClient({ ...reach, apiKey: 'not-a-known-key-at-all' });
    await expect(wrong.client({ search: PHONE })).rejects.toMatchObject({ code: 'PROVIDER_AUTH' });
  });
});

describe('createLoyalClientPointsProvider against the issuer', () => {
  it('spends the points that it held', async () => {
    const { reach, balance } = await openClient();
    const provider = createLoyalClientPointsProvider(reach);
    const hold = await provider.hold({ memberId: CLIENT, points: 878, minutes: 10 });
    const holds = [hold.id];
    expect(await provider.calculate({ memberId: CLIENT, amount: 200_000 })).toMatchObject({ maxSpend: 0 });
    expect(await provider.calculate({ memberId: CLIENT, amount: 200_000, holds })).toMatchObject({ maxSpend: 878 });
    const done = await provider.operate({ memberId: CLIENT, amount: 200_000, spend: 878, holds });
    expect(done).toMatchObject({ total: 112_200, spent: 878, earned: 0 });
    expect(await balance()).toBe(0);
    expect(await provider.identify('482913')).toMatchObject({ found: true, member: { balance: 0 } });
    expect(await provider.identify('482914')).toStrictEqual({ found: false });
  });
});
