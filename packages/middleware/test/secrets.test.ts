import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { normaliseCode } from '@checkout-perks/core/perks';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { describe, expect, it } from 'vitest';
import { rawRequest } from './raw-request.ts';
import { runShop } from './run-shop.ts';
import { API_KEY, cartOf, MERCHANT_SECRET, SECRET, type Shop, startShop } from './start-shop.ts';

/** Everything in the journal's folder: the database, its log and its index. */
function journalBytes(shop: Shop): string {
  const folder = dirname(fileURLToPath(new URL(shop.database)));
  const files = readdirSync(folder).filter((name) => name.startsWith('perks.db'));
  expect(files).toContain('perks.db-wal');
  return files.map((name) => readFileSync(join(folder, name), 'latin1')).join('\n');
}

/** Every code that was ever in this shop's hands. */
async function codesOf(shop: Shop): Promise<string[]> {
  return (await shop.books()).codes.map(({ code }) => code);
}

const KEYS = [API_KEY, SECRET, MERCHANT_SECRET];

describe('secrets', () => {
  it('show in nothing that the process writes, whatever goes wrong', async () => {
    const shop = await startShop();
    const child = await runShop(shop, { wait: 200 });
    shop.onClose(() => child.kill());
    const codes = [await shop.newGift(50_000), await shop.newGift(50_000), await shop.newGift(20_000)];
    const [first = '', second = '', third = ''] = codes;
    const cart = cartOf(30_000);

    shop.proxy.next('check', 'failBefore', 'hangBefore', 'redirect', { status: 401 });
    for (let time = 0; time < 4; time += 1) await child.client.quote({ cart, codes: [first] });
    await child.client.reserve('o1', { cart, codes: [first] });
    shop.proxy.next('activate', 'rubbishAfter', 'failBefore');
    shop.proxy.next('generate', { status: 422, body: `{"detail":"${API_KEY}"}` }, 'hangAfter');
    await child.client.commit('o1');
    await child.client.reserve('o2', { cart, codes: [second] });
    await child.client.commit('o2');
    await child.client.reserve('o3', { cart, codes: [third] });
    await child.client.refund('o3').catch(() => {});
    await rawRequest(child.url, {
      line: 'PUT /perks/v1/orders/o9',
      headers: ['Content-Type: application/json', 'Content-Length: 500'],
      body: [`{"codes":["${first}"`],
      breaksOff: true,
    });
    await fetch(`${child.url}/orders/o1`, { headers: { authorization: `Bearer ${MERCHANT_SECRET}x` } });
    await fetch(`${child.url}/orders/${first}%00`, { headers: { authorization: `Bearer ${MERCHANT_SECRET}` } });
    await child.settled();
    expect((await child.client.order('o2')).state).toBe('committed');
    await child.kill();
    expectNoSecrets(child.output().replace(/^http:.*\n/, ''), [...KEYS, ...(await codesOf(shop))]);
  });

  it('show in no byte of the journal', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    const { token } = await shop.client.quote({ cart: cartOf(30_000), codes: [code] });
    await shop.client.reserve('o1', { cart: cartOf(30_000), token });
    await shop.client.commit('o1');
    await shop.client.refund('o1');
    const declined = await shop.newGift(10_000);
    await shop.client.reserve('o2', { cart: cartOf(30_000), codes: [declined] });
    shop.proxy.next('activate', { status: 409 });
    await shop.client.commit('o2').catch(() => {});

    const codes = await codesOf(shop);
    expect(codes).toHaveLength(4);
    expectNoSecrets(journalBytes(shop), [...KEYS, ...codes, token]);
  });

  it('show in no problem, and a code only where it is handed to the shopper', async () => {
    const shop = await startShop();
    const [code, other] = [await shop.newGift(50_000), await shop.newGift(50_000)];
    const cart = cartOf(30_000);
    const spent = await shop.newGift(10_000);
    await shop.client.reserve('o1', { cart, codes: [spent] });
    await shop.client.commit('o1');

    const answers = [
      await shop.call('POST', '/quote', { cart, codes: [code, spent, `${code}X`] }),
      await shop.call('PUT', '/orders/o2', { cart, codes: [spent] }),
      await shop.call('PUT', '/orders/o2', { cart, codes: [code, other] }),
      await shop.call('PUT', '/orders/o2', { cart, codes: [code] }),
      await shop.call('PUT', '/orders/o2', { cart, codes: [other] }),
      await shop.call('PUT', `/orders/${code}%20`, { cart, codes: [] }),
      await shop.call('PUT', '/orders/o3', { cart, codes: [code], [code]: code }),
      await shop.call('GET', `/${code}`),
      await shop.call('POST', '/orders/o2/refund'),
    ];
    for (const { json, headers } of answers) {
      expectNoSecrets(JSON.stringify(json) + JSON.stringify([...headers]), [...KEYS, code, other, spent]);
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409, 200, 409, 422, 422, 404, 409]);
  });

  it('show in no error that a verb throws', async () => {
    const shop = await startShop();
    const { orders } = shop.perks;
    const code = await shop.newGift(50_000);
    await orders.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    await orders.commit('o1');
    await orders.refund('o1');
    const other = await shop.newGift(50_000);
    await orders.reserve('o2', { cart: cartOf(30_000), codes: [other] });
    shop.proxy.next('activate', { status: 409 });
    const { token } = await shop.client.quote({ cart: cartOf(30_000), codes: [other] });

    const thrown = await Promise.all(
      [
        orders.cancel('o1'),
        orders.commit('o2'),
        orders.reserve('o3', { cart: cartOf(30_000), codes: [code] }),
        orders.reserve('o3', { cart: cartOf(10_000), token }),
        orders.reserve('o3', { cart: cartOf(10_000), codes: [code], token: code } as never),
        orders.reserve('o3', { cart: cartOf(10_000), token: `${code}${other}` }),
        orders.get(code),
      ].map((verb) => verb.then(() => undefined).catch((error: unknown) => error)),
    );
    const codes = await codesOf(shop);
    for (const error of thrown) {
      expectNoSecrets(inspect(error, { depth: 9 }) + JSON.stringify(error) + String((error as Error).stack), [
        ...KEYS,
        ...codes,
        token,
      ]);
    }
    // It is there for who asks for it.
    expect(thrown[0]).toMatchObject({ code: 'ORDER_STATE' });
    expect((thrown[0] as { order: { state: string } }).order.state).toBe('refunded');
  });

  it('are told to no onError', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    const keyless = await shop.another({ secret: 'a-secret-under-which-nothing-was-sealed' });
    await expect(keyless.client.commit('o1')).rejects.toMatchObject({ code: 'CONFIGURATION' });
    shop.time.ahead += 120_000;
    expect(await keyless.perks.recover()).toMatchObject({ worked: 0, failed: 1 });
    expect(shop.mishaps).toEqual([
      { requestId: expect.stringMatching(/^[\w-]{36}$/), code: 'CONFIGURATION', name: 'PerksError' },
      { requestId: 'recover', code: 'CONFIGURATION', name: 'PerksError' },
    ]);
    expect(normaliseCode(code)).toBe(code);
    expectNoSecrets(JSON.stringify(shop.mishaps), [...KEYS, code]);
  });
});
