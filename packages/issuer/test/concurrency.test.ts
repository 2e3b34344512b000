import { describe, expect, it, onTestFinished } from 'vitest';
import { createIssuer } from '../src/index.ts';
import { newSharedDatabase } from './support/new-database.ts';
import { type Answer, createCaller, newGift, openIssuer, readBalance } from './support/open-issuer.ts';

function statuses(answers: Answer[]): Record<number, number> {
  const count: Record<number, number> = {};
  for (const { status } of answers) count[status] = (count[status] ?? 0) + 1;
  return count;
}

describe('activating one code 250 times at once', () => {
  it('succeeds once, and credits the balance once', async () => {
    const { call, siteId } = await openIssuer();
    const code = await newGift(call);
    const tries = Array.from({ length: 250 }, () => call('POST', '/codes/activate', { body: { code } }));
    expect(statuses(await Promise.all(tries))).toStrictEqual({ 200: 1, 409: 249 });
    expect(await readBalance(call, siteId)).toBe(50_000);
    expect((await call('GET', '/operations/')).json.total).toBe(2);
  });
});

describe('activating and deactivating at once', () => {
  it('lets exactly one succeed, and refunds the money once', async () => {
    const { call, siteId } = await openIssuer();
    for (let round = 0; round < 20; round += 1) {
      const code = await newGift(call);
      const activate = () => call('POST', '/codes/activate', { body: { code } });
      const deactivate = () => call('DELETE', `/codes/${code}`);
      const order = round % 2 === 0 ? [activate, deactivate] : [deactivate, activate];
      const answers = await Promise.all([...order, ...order].map((attempt) => attempt()));
      expect(statuses(answers)).toStrictEqual({ 200: 1, 409: 3 });
    }
    expect(await readBalance(call, siteId)).toBe(50_000);
    expect((await call('GET', '/operations/')).json.total).toBe(40);
  });
});

describe('generating more than the balance holds, at once', () => {
  it('stops at zero and never overdraws', async () => {
    const { call, siteId, failures } = await openIssuer({ balance: 100_000 });
    const tries = Array.from({ length: 200 }, () => call('POST', '/codes/generate', { body: { amount: 10 } }));
    const answers = await Promise.all(tries);
    expect(statuses(answers)).toStrictEqual({ 200: 100, 402: 100 });
    expect(await readBalance(call, siteId)).toBe(0);

    const codes = new Set(answers.flatMap(({ json }) => json.code ?? []));
    expect(codes.size).toBe(100);
    const { json: list } = await call('GET', '/codes/?size=100');
    expect(new Set((list.items as { code: string }[] | undefined)?.map(({ code }) => code))).toStrictEqual(codes);
    expect(failures).toStrictEqual([]);
  });
});

describe('two issuers on one database', () => {
  it('share keys and data, and activate a code once between them', async () => {
    const database = await newSharedDatabase();
    const [one, two] = await Promise.all([createIssuer({ database }), createIssuer({ database })]);
    onTestFinished(async () => {
      await Promise.all([one.close(), two.close()]);
    });
    const { apiKey, siteId } = await one.createMerchant({ login: 'shop1', currency: 'RUB', balance: 5_000_000 });
    const [first, second] = [createCaller(one, apiKey), createCaller(two, apiKey)];

    for (let round = 0; round < 10; round += 1) {
      const code = await newGift(round % 2 === 0 ? first : second);
      const tries = [first, second, first, second].map((call) => call('POST', '/codes/activate', { body: { code } }));
      expect(statuses(await Promise.all(tries))).toStrictEqual({ 200: 1, 409: 3 });
    }
    for (const call of [first, second]) {
      expect(await readBalance(call, siteId)).toBe(50_000);
      expect((await call('GET', '/operations/')).json.total).toBe(20);
    }
  });

  it('number their codes without gaps', async () => {
    const database = await newSharedDatabase();
    const [one, two] = await Promise.all([createIssuer({ database }), createIssuer({ database })]);
    onTestFinished(async () => {
      await Promise.all([one.close(), two.close()]);
    });
    const { apiKey } = await one.createMerchant({ login: 'shop1', currency: 'RUB', balance: 5_000_000 });
    const calls = [createCaller(one, apiKey), createCaller(two, apiKey)];
    const made = await Promise.all(
      Array.from({ length: 60 }, (_, i) => newGift(calls[i % 2] ?? createCaller(one, apiKey), 1)),
    );

    const seen: string[] = [];
    for (let page = 1; page <= 6; page += 1) {
      const { json } = await createCaller(two, apiKey)('GET', `/codes/?page=${page}&size=10`);
      seen.push(...((json.items ?? []) as { code: string }[]).map(({ code }) => code));
    }
    expect(seen.toSorted()).toStrictEqual(made.toSorted());
  });

  it('keeps all data for the next start', async () => {
    const database = await newSharedDatabase();
    const one = await createIssuer({ database });
    const { apiKey, siteId } = await one.createMerchant({ login: 'shop1', currency: 'RUB', balance: 5_000_000 });
    const code = await newGift(createCaller(one, apiKey));
    await one.close();

    const again = await createIssuer({ database });
    onTestFinished(() => again.close());
    const call = createCaller(again, apiKey);
    expect((await call('GET', `/codes/${code}`)).json.is_valid).toBe(true);
    expect(await readBalance(call, siteId)).toBe(49_000);
  });
});
