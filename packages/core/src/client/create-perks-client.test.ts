import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { afterEach, describe, expect, it } from 'vitest';
import { everythingShown } from '../../test/everything-shown.ts';
import { type RecordingServer, sendJson, startRecordingServer } from '../../test/recording-server.ts';
import { createPerksClient, type PerksClientOptions } from './create-perks-client.ts';

const SECRET = 'merchant-secret-5f1c9b';
const CODE = 'GIFTCODE7Q3X9Z';
const cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 10_000 }] };
const quote = {
  id: 'q-1',
  currency: 'RUB',
  lines: [{ id: 'tea', quantity: 1, unitPrice: 10_000, total: 10_000 }],
  goods: 10_000,
  delivery: 0,
  steps: [],
  codes: [{ code: '••••9Z', kind: 'gift', status: 'applied', amount: 10_000, typedAs: 'пшае' }],
  discountTotal: 0,
  tenderTotal: 10_000,
  total: 10_000,
  amountDue: 0,
  provisional: true,
  expiresAt: '2025-01-20T12:15:00.000Z',
};
const order = {
  orderId: 'A-1',
  state: 'committed',
  currency: 'RUB',
  quote,
  total: 10_000,
  amountDue: 0,
  gifts: [],
  returned: [],
  createdAt: '2025-01-20T12:00:00.000Z',
  updatedAt: '2025-01-20T12:00:00.000Z',
};
const loyaltyAnswer = {
  session: 's-1',
  state: 'identified',
  hint: '+7 ••• •••-••-89',
  member: { name: 'АННА', level: { title: 'Бонусы', kind: 'cashback', rate: 1000 }, balance: 878 },
  expiresAt: '2025-01-20T12:30:00.000Z',
};
const refund = {
  refundId: 'R-1',
  state: 'planned',
  lines: [{ id: 'tea', quantity: 1 }],
  delivery: false,
  gifts: [{ amount: 10_000, currency: 'RUB', status: 'owed' }],
  points: 0,
  money: 0,
  promoUses: true,
  instructions: [],
};
const config = {
  version: 1,
  currency: 'RUB',
  perks: { gift: true, promo: false, points: false },
  maxCodes: 5,
  locales: ['ru', 'en'],
};

const servers: RecordingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serving(answer: Parameters<typeof startRecordingServer>[0], options: Partial<PerksClientOptions> = {}) {
  const server = await startRecordingServer(answer);
  servers.push(server);
  const baseUrl = `${server.origin}/perks/v1`;
  return { server, client: createPerksClient({ baseUrl, merchantSecret: SECRET, timeoutMs: 60_000, ...options }) };
}

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );

describe('createPerksClient', () => {
  it('sends each call as the contract has it', async () => {
    const { server, client } = await serving((response, { url }) => {
      sendJson(
        response,
        200,
        url.endsWith('/config') ? config : url.endsWith('/quote') ? { quote, token: 't' } : order,
      );
    });

    expect(await client.config()).toEqual(config);
    expect(await client.quote({ cart, codes: [CODE] })).toEqual({ quote, token: 't' });
    expect(await client.reserve('A-1', { cart, token: 't' })).toEqual(order);
    expect(await client.commit('A-1')).toEqual(order);
    await client.cancel('A-1');
    await client.refund('A-1');
    await client.order('A-1');

    expect(server.seen.map(({ method, url, body }) => [method, url, body && JSON.parse(body)])).toEqual([
      ['GET', '/perks/v1/config', ''],
      ['POST', '/perks/v1/quote', { cart, codes: [CODE] }],
      ['PUT', '/perks/v1/orders/A-1', { cart, token: 't' }],
      ['POST', '/perks/v1/orders/A-1/commit', {}],
      ['POST', '/perks/v1/orders/A-1/cancel', {}],
      ['POST', '/perks/v1/orders/A-1/refund', {}],
      ['GET', '/perks/v1/orders/A-1', ''],
    ]);
    const posted = server.seen.filter(({ body }) => body !== '');
    expect(posted.map(({ headers }) => headers['content-type'])).toEqual(posted.map(() => 'application/json'));
  });

  it('sends each call of loyalty as the contract has it', async () => {
    const { server, client } = await serving((response) => sendJson(response, 200, loyaltyAnswer));
    expect(await client.identify({ search: '+7 912 345-67-89', locale: 'ru' })).toEqual(loyaltyAnswer);
    expect(await client.identify({ customerToken: 'jwt' })).toEqual(loyaltyAnswer);
    expect(await client.confirm({ session: 's-0', code: '123 456' })).toEqual(loyaltyAnswer);
    expect(server.seen.map(({ method, url, body }) => [method, url, JSON.parse(body)])).toEqual([
      ['POST', '/perks/v1/loyalty/identify', { search: '+7 912 345-67-89', locale: 'ru' }],
      ['POST', '/perks/v1/loyalty/identify', { customerToken: 'jwt' }],
      ['POST', '/perks/v1/loyalty/confirm', { session: 's-0', code: '123 456' }],
    ]);
  });

  it('takes a state of loyalty and a kind of level that are newer, and no member before one is proven', async () => {
    const { member, ...unproven } = loyaltyAnswer;
    const answers = [
      { ...loyaltyAnswer, state: 'waiting', member: { ...member, level: { ...member.level, kind: 'tiers' } } },
      { ...unproven, state: 'confirm', channel: 'sms' },
    ];
    const { client } = await serving((response) => sendJson(response, 200, answers.shift()));
    expect(await client.identify({ search: '79123456789' })).toMatchObject({ state: 'waiting' });
    expect(await client.identify({ search: '79123456789' })).toEqual({ ...unproven, state: 'confirm' });
  });

  it('sends a refund, its plan and the answer to attention as the contract has them', async () => {
    const { server, client } = await serving((response, { body }) => {
      sendJson(response, 200, JSON.parse(body).dryRun ? refund : { ...order, refunds: [refund] });
    });
    const part = { refundId: 'R-1', lines: [{ id: 'tea', quantity: 1 }], delivery: true };
    expect(await client.planRefund('A-1', part)).toEqual(refund);
    expect(await client.planRefund('A-1')).toEqual(refund);
    expect(await client.refund('A-1', part)).toEqual({ ...order, refunds: [refund] });
    await client.refund('A-1');
    await client.answerAttention('A-1', { effect: 'gift-1', happened: true });
    expect(server.seen.map(({ method, url, body }) => [method, url, JSON.parse(body)])).toEqual([
      ['POST', '/perks/v1/orders/A-1/refund', { ...part, dryRun: true }],
      ['POST', '/perks/v1/orders/A-1/refund', { dryRun: true }],
      ['POST', '/perks/v1/orders/A-1/refund', part],
      ['POST', '/perks/v1/orders/A-1/refund', {}],
      ['POST', '/perks/v1/orders/A-1/attention', { effect: 'gift-1', happened: true }],
    ]);
  });

  it('sends the secret in the Authorization header and nowhere else', async () => {
    const { server, client } = await serving((response) => sendJson(response, 200, order));
    await client.reserve('A-1', { cart, codes: [CODE] });
    const [{ headers, url, body } = expect.unreachable()] = server.seen;
    expect(headers.authorization).toBe(`Bearer ${SECRET}`);
    expectNoSecrets(JSON.stringify([{ ...headers, authorization: '' }, url, body]), [SECRET]);
  });

  it('sends no Authorization header without a secret', async () => {
    const { server, client } = await serving((response) => sendJson(response, 200, config), {
      merchantSecret: undefined,
    });
    await client.config();
    expect(server.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('takes a base URL with slashes at its end', async () => {
    const { server } = await serving((response) => sendJson(response, 200, config));
    await createPerksClient({ baseUrl: `${server.origin}/perks/v1//` }).config();
    expect(server.seen[0]?.url).toBe('/perks/v1/config');
  });

  it('drops what a newer server adds, and takes words that it does not know', async () => {
    const { client } = await serving((response) => sendJson(response, 200, { ...order, state: 'disputed', new: 1 }));
    expect(await client.order('A-1')).toEqual({ ...order, state: 'disputed' });
  });

  it('turns a problem into its code, with the time to wait', async () => {
    const { client } = await serving((response) => {
      const problem = { type: 'about:blank', title: 'x', status: 429, code: 'TOO_MANY_ATTEMPTS', requestId: 'r' };
      sendJson(response, 429, { ...problem, retryAfter: 30 }, { 'content-type': 'application/problem+json' });
    });
    const thrown = await thrownBy(client.quote({ cart, codes: [CODE] }));
    expect(thrown).toMatchObject({ name: 'PerksError', code: 'TOO_MANY_ATTEMPTS', retryAfter: 30 });
  });

  it.each([
    ['a body that is no JSON', 200, 'Welcome!'],
    ['an empty body', 200, ''],
    ['JSON that is no order', 200, '{"orderId":"A-1"}'],
    ['an order with half a kopeck', 200, JSON.stringify({ ...order, total: 0.5 })],
    ['an error page', 502, '<html>Bad gateway</html>'],
    ['a problem without a code', 500, '{"title":"x"}'],
    ['a problem that is null', 500, 'null'],
  ])('calls %s UNKNOWN', async (_, status, body) => {
    const { client } = await serving((response) => sendJson(response, status, body));
    expect(await thrownBy(client.order('A-1'))).toMatchObject({ code: 'UNKNOWN' });
  });

  it('asks once, whatever the answer and also without one', async () => {
    const { server, client } = await serving((response) => sendJson(response, 503, { code: 'INTERNAL' }));
    await thrownBy(client.config());
    await thrownBy(client.commit('A-1'));
    expect(server.seen).toHaveLength(2);

    const { server: cutting, client: cut } = await serving((response) => response.destroy());
    expect(await thrownBy(cut.config())).toMatchObject({ code: 'NETWORK' });
    expect(cutting.seen).toHaveLength(1);
  });

  it('follows no redirect, so that the secret stays at its origin', async () => {
    const { server: other } = await serving((response) => sendJson(response, 200, order));
    const { client } = await serving((response) => {
      response.writeHead(307, { location: `${other.origin}/perks/v1/orders/A-1` }).end();
    });
    expect(await thrownBy(client.order('A-1'))).toMatchObject({ code: 'NETWORK' });
    expect(other.seen).toEqual([]);
  });

  it('calls a refused connection NETWORK', async () => {
    const { server, client } = await serving(() => {});
    await server.close();
    servers.pop();
    expect(await thrownBy(client.config())).toMatchObject({ code: 'NETWORK' });
  });

  it('calls a connection cut in the middle of the answer NETWORK', async () => {
    const { client } = await serving((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"version":1,', () => response.destroy());
    });
    expect(await thrownBy(client.config())).toMatchObject({ code: 'NETWORK' });
  });

  // What is waited for here has no end, so the length of these limits matters only for how long the tests take.
  it('gives up after its time: no answer, an answer without an end, a fetch that does not listen', async () => {
    const silent = await serving(() => {}, { timeoutMs: 60 });
    expect(await thrownBy(silent.client.config())).toMatchObject({ code: 'NETWORK' });

    const endless = await serving((response) => response.writeHead(200).write('{'), { timeoutMs: 60 });
    expect(await thrownBy(endless.client.config())).toMatchObject({ code: 'NETWORK' });

    const deaf = createPerksClient({ baseUrl: '/perks/v1', timeoutMs: 60, fetch: () => new Promise(() => {}) });
    expect(await thrownBy(deaf.config())).toMatchObject({ code: 'NETWORK' });
  });

  it('gives up in time also when the signal given is never aborted and memory is collected meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const { client } = await serving(() => {}, { timeoutMs: 300 });
    const collecting = setInterval(collect, 40);
    const thrown = await thrownBy(client.config(new AbortController().signal));
    clearInterval(collecting);
    expect(thrown).toMatchObject({ code: 'NETWORK' });
  });

  it("rejects with the signal's own reason when it is aborted before or meanwhile", async () => {
    const reason = new Error('the shopper typed on');
    const aborting = new AbortController();
    const { client } = await serving(() => aborting.abort(reason));
    expect(await thrownBy(client.quote({ cart, codes: [] }, aborting.signal))).toBe(reason);

    const { server, client: second } = await serving((response) => sendJson(response, 200, config));
    expect(await thrownBy(second.config(AbortSignal.abort(reason)))).toBe(reason);
    expect(server.seen).toEqual([]);
  });

  it('leaves nothing hanging on a signal that lives on', async () => {
    const { client } = await serving((response) => sendJson(response, 200, config));
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...args);
    };
    await client.config(signal);
    expect(listeners).toBe(0);
  });

  it.each(['', '.', '..', '../config', 'a/b', 'a?b', 'заказ'])('never sends the order id %j', async (orderId) => {
    const { server, client } = await serving((response) => sendJson(response, 200, order));
    const verbs = [client.order(orderId), client.commit(orderId), client.reserve(orderId, { cart, codes: [] })];
    const thrown = await Promise.all(verbs.map(thrownBy));
    expect(thrown).toEqual(verbs.map(() => expect.objectContaining({ code: 'INVALID_REQUEST' })));
    expect(server.seen).toEqual([]);
  });

  it.each([
    ['a secret with a line break', { merchantSecret: 'secret\n' }],
    ['an empty secret', { merchantSecret: '' }],
    ['a timeout of nothing', { timeoutMs: 0 }],
    ['a timeout that is no number', { timeoutMs: Number.NaN }],
    ['a timeout longer than timers run', { timeoutMs: 2 ** 31 }],
  ])('refuses %s at once', (_, options) => {
    expect(() => createPerksClient({ baseUrl: 'https://shop.example', ...options })).toThrow('CONFIGURATION');
  });

  it('lets neither secret nor code into an error', async () => {
    const echo = { code: `${SECRET} ${CODE}`, detail: CODE, title: SECRET };
    const echoing = await serving((response) => sendJson(response, 422, echo));
    const cut = await serving((response) => response.destroy());
    const silent = await serving(() => {}, { timeoutMs: 50 });
    const rubbish = await serving((response) => sendJson(response, 200, `{"quote":"${CODE}"}`));
    const elsewhere = await serving((response) => response.writeHead(302, { location: `/${CODE}` }).end());

    for (const { client } of [echoing, cut, silent, rubbish, elsewhere]) {
      const shown = everythingShown(await thrownBy(client.reserve(CODE, { cart, codes: [CODE] })));
      expect(shown).toMatch(/PerksError: (UNKNOWN|NETWORK)/);
      expectNoSecrets(shown, [SECRET, CODE, '127.0.0.1']);
    }
  });
});
