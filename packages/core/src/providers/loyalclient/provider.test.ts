import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLoyalClientPointsProvider } from './provider.ts';

const account = { apiKey: 'loyal-key-31c7', point: '62aXXXXX4f4', currency: 'RUB', baseUrl: 'https://loyal.example' };
const sample = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));

/** A provider whose every call is answered with this, and the bodies that it sent. */
function answeredWith(json: unknown, status = 200) {
  const seen: unknown[] = [];
  const fetch = async (request: Request) => {
    seen.push(await request.json());
    return Response.json(json, { status });
  };
  const provider = createLoyalClientPointsProvider({ ...account, fetch, clock: () => 1_704_045_000_000 });
  return { provider, seen };
}
const changed = (name: string, inside: string, fields: object) => {
  const json = sample(name);
  return answeredWith({ ...json, [inside]: { ...json[inside], ...fields } }).provider;
};

describe('createLoyalClientPointsProvider', () => {
  it('is called loyalclient and has the time of its client', () => {
    const provider = createLoyalClientPointsProvider({ ...account, timeoutMs: 1234 });
    expect([provider.name, provider.timeoutMs]).toEqual(['loyalclient', 1234]);
  });

  it('finds a member', async () => {
    const { provider, seen } = answeredWith(sample('client'));
    expect(await provider.identify('8 920 000-00-00', ['h1'])).toStrictEqual({
      found: true,
      member: {
        id: '62aXXXXXXXX6',
        name: 'ИВАН',
        photo: 'https://.../XXXXX.jpeg',
        birthday: '2021-03-29',
        phone: '79200000000',
        email: 'mail@mail.mail',
        level: { id: '621XXXXXf23', title: 'Бонусы', basisPoints: 1000, kind: 'cashback', maxSpendBasisPoints: 10_000 },
        balance: 878,
      },
    });
    expect(seen).toEqual([{ search: '79200000000', point: account.point, hold: ['h1'] }]);
  });

  it('takes a client who is not found for an answer, and nothing else for it', async () => {
    expect(await answeredWith(sample('client-refused'), 422).provider.identify('1')).toEqual({ found: false });
    await expect(answeredWith(sample('point-refused'), 422).provider.identify('1')).rejects.toMatchObject({
      code: 'CONFIGURATION',
    });
    await expect(answeredWith({}, 404).provider.identify('1')).rejects.toMatchObject({ code: 'PROVIDER_REFUSED' });
  });

  it('prices a purchase', async () => {
    const { provider, seen } = answeredWith(sample('recalculated'));
    expect(await provider.calculate({ memberId: 'm', amount: 10_000, holds: ['h1'] })).toStrictEqual({
      maxSpend: 100,
      earn: 10,
      basisPoints: 1000,
      kind: 'cashback',
    });
    expect(seen).toEqual([{ client: 'm', point: account.point, amount: 100, hold: ['h1'] }]);
  });

  it('holds points and lets them go', async () => {
    const { provider, seen } = answeredWith(sample('held'));
    expect(await provider.hold({ memberId: 'm', points: 100, minutes: 5 })).toStrictEqual({
      id: '6744684....8d193',
      points: 100,
      until: Date.parse('2023-12-31T18:00:00Z'),
    });
    expect(seen).toEqual([{ client: 'm', point: account.point, amount: 100, duration: 5 }]);
    const { provider: releasing, seen: released } = answeredWith(sample('released'));
    expect(await releasing.release('h1')).toBeUndefined();
    expect(released).toEqual([{ id: 'h1' }]);
  });

  it('records a purchase, with points or for points', async () => {
    const { provider, seen } = answeredWith(sample('spent'));
    const purchase = { memberId: 'm', amount: 10_000 };
    const done = { basisPoints: 1000, kind: 'cashback' };
    expect(await provider.operate({ ...purchase, spend: 100, holds: ['h1'] })).toStrictEqual({
      ...done,
      total: 0,
      spent: 100,
      earned: 0,
    });
    expect(seen).toEqual([{ client: 'm', point: account.point, amount: 100, spend: 100, hold: ['h1'] }]);
    const { provider: earning } = answeredWith(sample('earned'));
    expect(await earning.operate({ ...purchase, spend: 0 })).toStrictEqual({
      ...done,
      total: 10_000,
      spent: 0,
      earned: 10,
    });
  });

  it('rounds fractions of points down, never up to what nobody has', async () => {
    const client = changed('client', 'client', { balance: 878.99 });
    expect(await client.identify('1')).toMatchObject({ member: { balance: 878 } });
    const recalc = changed('recalculated', 'recalc', { spend: '99.99', earn: 9.9 });
    expect(await recalc.calculate({ memberId: 'm', amount: 1 })).toMatchObject({ maxSpend: 99, earn: 9 });
    const held = changed('held', 'held', { amount: 99.5 });
    expect(await held.hold({ memberId: 'm', points: 100, minutes: 1 })).toMatchObject({ points: 99 });
    const earned = changed('earned', 'retail', { earn: 0.9 });
    expect(await earned.operate({ memberId: 'm', amount: 1, spend: 0 })).toMatchObject({ earned: 0 });
  });
});
