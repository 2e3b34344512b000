import { createVDarGiftProvider } from '@checkout-perks/core/providers/v-dar';
import { openDatabase } from '@checkout-perks/database';
import { until } from '@checkout-perks/test-kit/until';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPerks, type PerksOptions } from '../src/index.ts';
import { cartOf, startShop } from './start-shop.ts';

const gift = createVDarGiftProvider({
  baseUrl: 'http://127.0.0.1:9/api/v1',
  apiKey: 'key',
  siteId: '00000000-0000-4000-8000-000000000000',
  timeoutMs: 1000,
});
const right: PerksOptions = {
  secret: 'the-secret-of-the-shop-that-is-tested',
  merchantSecret: 'merchant-secret-0123456789',
  currency: 'RUB',
  gift,
  database: 'file::memory:',
  recoverEvery: 0,
};

/** The option that is said to be wrong; nothing when all are right. */
async function wrongOption(change: Record<string, unknown>): Promise<unknown> {
  try {
    const perks = await createPerks({ ...right, ...change } as PerksOptions);
    await perks.close();
    return undefined;
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'CONFIGURATION' });
    return (thrown as { details: { option: string } }).details.option;
  }
}

describe('createPerks', () => {
  it('takes what is right', async () => {
    expect(await wrongOption({})).toBeUndefined();
    expect(await wrongOption({ basePath: '/', merchantSecret: 'x'.repeat(16) })).toBe('basePath');
    expect(await wrongOption({ basePath: '/a.b/c~d_e-1/', allowedOrigins: ['http://localhost:3000'] })).toBeUndefined();
  });

  it('names the option that is wrong, also to callers without types', async () => {
    const wrong: [string, unknown[]][] = [
      ['secret', [undefined, '', 'x'.repeat(31), 7]],
      ['merchantSecret', [undefined, 'x'.repeat(15), `${'x'.repeat(20)}\n`, 'секрет-магазина-длинный']],
      ['currency', [undefined, 'rub', 'RU', 643]],
      ['gift', [undefined, null, {}]],
      ['basePath', ['perks', '/a b', '/../x', '/a/..', '/a//b', '/a?b']],
      ['allowedOrigins', [['https://shop.example/'], ['*'], ['shop.example']]],
      ['trustedProxies', [-1, 0.5, Number.NaN]],
      ['maxGiftCodes', [0, 1.5]],
      ['quoteFor', [0, Number.POSITIVE_INFINITY]],
      // A timer cannot wait this long: it would run recovery without a pause.
      ['recoverEvery', [Number.POSITIVE_INFINITY, 2 ** 31, -1]],
    ];
    for (const [option, values] of wrong) {
      for (const value of values) expect([value, await wrongOption({ [option]: value })]).toEqual([value, option]);
    }
    expect(await wrongOption({ previousSecrets: ['short'] })).toBe('secret');
    expect(await wrongOption({ guesses: { wrongCodes: 0 } })).toBe('guesses.wrongCodes');
    expect(await wrongOption({ guesses: { perSeconds: 1e9 } })).toBe('guesses.perSeconds');
    expect(await wrongOption({ timing: { reserveFor: -1 } })).toBe('timing.reserveFor');
  });

  it('refuses a lease or a grace that a call to the provider outlives', async () => {
    expect(await wrongOption({ timing: { lease: 1000 } })).toBe('timing.lease');
    expect(await wrongOption({ timing: { grace: 1000 } })).toBe('timing.grace');
    expect(await wrongOption({ timing: { lease: 1001, grace: 1001 } })).toBeUndefined();
  });

  it('leaves a database that it was given open', async () => {
    const database = await openDatabase<unknown>('file::memory:');
    onTestFinished(() => database.close());
    const perks = await createPerks({ ...right, database });
    await perks.close();
    await expect(database.transact(async () => 'open')).resolves.toBe('open');
  });

  it('closes only when the orders at work have got as far as they can', async () => {
    const shop = await startShop({ timing: { wait: 0 } });
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    const held = shop.proxy.hold('activate', 'after');
    expect(await shop.client.commit('o1')).toMatchObject({ state: 'committing' });
    await held.reached;
    const closing = shop.perks.close();
    held.release();
    await closing;
    const { state } = await shop.journal.read.selectFrom('perks_order').select('state').executeTakeFirstOrThrow();
    expect(state).toBe('committed');
    expect(shop.mishaps).toEqual([]);
  });

  it('recovers by itself what an earlier process left', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    shop.proxy.next('generate', { status: 402 });
    await shop.client.commit('o1');
    shop.time.ahead += 120_000;
    const other = await shop.another({ recoverEvery: 30 });
    await until(async () => (await other.client.order('o1')).gifts[0]?.remainder?.status === 'issued');
  });

  it('is not stopped by an onError that throws', async () => {
    const shop = await startShop({
      onError: () => {
        throw new Error('the log is full');
      },
    });
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    const keyless = await shop.another({ secret: 'a-secret-under-which-nothing-was-sealed' });
    await expect(keyless.client.commit('o1')).rejects.toMatchObject({ code: 'CONFIGURATION' });
    // Recovery has failed at it, too, and has had its say.
    shop.time.ahead += 120_000;
    expect(await keyless.perks.recover()).toMatchObject({ failed: 1 });
    expect(await shop.client.commit('o1')).toMatchObject({ state: 'committed' });
  });
});

describe('an order that cannot be worked on', () => {
  it('keeps no other from its turn, and is looked at again later', async () => {
    const shop = await startShop({ timing: { reserveFor: 60_000 } });
    const keyless = await shop.another({ secret: 'a-secret-under-which-nothing-was-sealed' });
    for (let index = 0; index < 12; index += 1) {
      const code = await shop.newGift(50_000);
      await shop.client.reserve(`bad${index}`, { cart: cartOf(30_000), codes: [code] });
      await keyless.client.commit(`bad${index}`).catch(() => {});
    }
    await shop.client.reserve('late', { cart: cartOf(30_000), codes: [] });
    shop.time.ahead += 61_000;
    expect(await keyless.perks.recover()).toEqual({ expired: 1, worked: 0, failed: 12 });
    expect(await keyless.perks.recover()).toEqual({ expired: 0, worked: 0, failed: 0 });

    shop.time.ahead += 61_000;
    expect(await shop.perks.recover()).toMatchObject({ worked: 12, failed: 0 });
    expect(await shop.client.order('bad11')).toMatchObject({ state: 'committed' });
  });
});
