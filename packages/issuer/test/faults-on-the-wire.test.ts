import { describe, expect, it } from 'vitest';
import { heldSleep } from './support/held-sleep.ts';
import { START } from './support/open-issuer.ts';
import { SITE } from './support/open-mottor.ts';
import { brokenBy, openWire } from './support/open-wire.ts';

const nothing = { generate: 0, create: 0, retail: 0 };
const once = { generate: 1, create: 1, retail: 1 };

type Wire = Awaited<ReturnType<typeof openWire>>;

/** Sends each provider's write once and returns the results. */
function sendAll({ writes }: Wire, signal?: AbortSignal): Promise<string[]> {
  return Promise.all([writes.generate, writes.create, writes.retail].map((write) => brokenBy(write(signal))));
}

/** Sends each provider's write once, aborts all after so many sleeps of the issuer have begun, and returns the results. */
async function giveUp(wire: Wire, { begun }: ReturnType<typeof heldSleep>, sleeps: number): Promise<string[]> {
  const client = new AbortController();
  const sending = sendAll(wire, client.signal);
  await Promise.race([begun(sleeps), sending]);
  client.abort(new DOMException('The client gave up', 'TimeoutError'));
  return sending;
}

const cut = /^(ECONNRESET|UND_ERR_SOCKET)$/;
const answers = async ({ writes }: Wire) => [await writes.generate(), await writes.create(), await writes.retail()];

describe('latency', () => {
  it('answers late, and serves the call even if the client has left', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'latency', ms: 200 }, times: 3 });
    const began = performance.now();
    expect(await sendAll(wire)).toStrictEqual(['answered', 'answered', 'answered']);
    expect(performance.now() - began).toBeGreaterThan(190);
    expect(await wire.happened()).toStrictEqual(once);

    const held = heldSleep();
    const gone = await openWire({ sleep: held.sleep });
    gone.set({ on: '*', fault: { kind: 'latency', ms: 150 }, times: 3 });
    expect(await giveUp(gone, held, 3)).toStrictEqual(['timeout', 'timeout', 'timeout']);
    expect(await gone.happened()).toStrictEqual(nothing);
    held.open();
    await expect.poll(() => gone.happened()).toStrictEqual(once);
  });
});

describe('refuse', () => {
  it('cuts the connection without effect; in the same process, the connection is refused', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'refuse' }, times: 4 });
    for (const end of await sendAll(wire)) expect(end).toMatch(cut);
    const request = new Request('http://issuer.test/api/v1/codes/generate', { method: 'POST', body: '{}' });
    expect(await brokenBy(wire.issuer.fetch(request))).toBe('ECONNREFUSED');
    expect(await wire.happened()).toStrictEqual(nothing);
  });
});

describe('reset', () => {
  it('cuts the connection before the effect', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'reset', strikes: 'before' }, times: 3 });
    for (const end of await sendAll(wire)) expect(end).toMatch(cut);
    expect(await wire.happened()).toStrictEqual(nothing);
  });

  it('cuts the connection after the effect', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'reset', strikes: 'after' }, times: 3 });
    for (const end of await sendAll(wire)) expect(end).toMatch(cut);
    expect(await wire.happened()).toStrictEqual(once);
  });
});

describe('timeout', () => {
  it('before the effect never answers and has no effect', async () => {
    const held = heldSleep();
    const wire = await openWire({ sleep: held.sleep });
    wire.set({ on: '*', fault: { kind: 'timeout', strikes: 'before' }, times: 3 });
    expect(await giveUp(wire, held, 3)).toStrictEqual(['timeout', 'timeout', 'timeout']);
    expect(await wire.happened()).toStrictEqual(nothing);
  });

  it('after the effect never answers, and the call took effect', async () => {
    const held = heldSleep();
    const wire = await openWire({ sleep: held.sleep });
    wire.set({ on: '*', fault: { kind: 'timeout', strikes: 'after' }, times: 3 });
    expect(await giveUp(wire, held, 3)).toStrictEqual(['timeout', 'timeout', 'timeout']);
    expect(await wire.happened()).toStrictEqual(once);
  });

  it('ends by cutting the connection', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'timeout', strikes: 'before', ms: 50 } });
    expect(await brokenBy(wire.writes.create())).toMatch(cut);
  });

  it('does not keep a port from closing', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'timeout', strikes: 'before' } });
    const sending = brokenBy(wire.writes.create());
    await expect.poll(() => wire.control.calls()['mottor.create'].received).toBe(1);
    await wire.issuer.close();
    // This happens before the port closes, so the port does not cut the connection.
    expect(await sending).toMatch(cut);
    await wire.running.close();
  });
});

describe('lateEffect', () => {
  it('takes effect after so many ms', async () => {
    const wire = await openWire();
    wire.set({ on: 'mottor.create', fault: { kind: 'lateEffect', ms: 60, answer: 'reset' } });
    expect(await brokenBy(wire.writes.create())).toMatch(cut);
    await wire.control.faults.settled();
    expect(await wire.happened()).toMatchObject({ create: 1 });
  });

  it('takes effect while the client already probes', async () => {
    const held = heldSleep();
    const wire = await openWire({ sleep: held.sleep });
    wire.set({ on: '*', fault: { kind: 'lateEffect', ms: 700 }, times: 3 });
    // Two sleeps for each write: the effect waits, and so does the answer.
    expect(await giveUp(wire, held, 6)).toStrictEqual(['timeout', 'timeout', 'timeout']);
    expect(await wire.happened()).toStrictEqual(nothing);
    held.open();
    await wire.control.faults.settled();
    expect(await wire.happened()).toStrictEqual(once);
  });

  it('cuts the connection at once with answer reset', async () => {
    const held = heldSleep();
    const wire = await openWire({ sleep: held.sleep });
    wire.set({ on: '*', fault: { kind: 'lateEffect', ms: 700, answer: 'reset' }, times: 3 });
    for (const end of await sendAll(wire)) expect(end).toMatch(cut);
    expect(await wire.happened()).toStrictEqual(nothing);
    held.open();
    await wire.control.faults.settled();
    expect(await wire.happened()).toStrictEqual(once);
  });

  it('has no effect if the issuer closes before', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'lateEffect', ms: 3_600_000, answer: 'reset' } });
    expect(await brokenBy(wire.writes.create())).toMatch(cut);
    await wire.issuer.close();
    await wire.control.faults.settled();
    expect(wire.failures).toStrictEqual([]);
  });
});

describe('serverError', () => {
  it('answers 5xx without the effect, or with it', async () => {
    for (const [strikes, effect] of [
      ['before', nothing],
      ['after', once],
    ] as const) {
      const wire = await openWire();
      wire.set({ on: 'v-dar', fault: { kind: 'serverError', strikes } });
      wire.set({ on: 'mottor', fault: { kind: 'serverError', strikes, status: 500 } });
      wire.set({ on: 'loyalclient', fault: { kind: 'serverError', strikes, status: 504 } });
      const got = (await answers(wire)).map(({ status, text }) => [status, text]);
      expect(got).toStrictEqual([
        [503, 'Service Unavailable'],
        [500, 'Service Unavailable'],
        [504, 'Service Unavailable'],
      ]);
      expect(await wire.happened()).toStrictEqual(effect);
    }
  });
});

describe('duplicate', () => {
  it('serves the call twice and returns the first answer, or the last', async () => {
    const wire = await openWire();
    wire.set({ on: 'v-dar', fault: { kind: 'duplicate' } });
    wire.set({ on: 'mottor', fault: { kind: 'duplicate', answer: 'last' } });
    wire.set({ on: 'loyalclient', fault: { kind: 'duplicate', answer: 'first' } });
    const got = await answers(wire);
    // The second delivery finds the code taken by the first.
    expect(got.map(({ status }) => status)).toStrictEqual([200, 409, 200]);
    expect(JSON.parse(got[0]?.text ?? '')).toMatchObject({ amount: 1000, status: 'active' });
    expect(JSON.parse(got[2]?.text ?? '')).toMatchObject({ retail: { spend: 100 } });
    expect(await wire.happened()).toStrictEqual({ generate: 2, create: 1, retail: 2 });
  });

  it('returns a first answer without a body unchanged', async () => {
    const wire = await openWire();
    wire.set({ on: 'mottor.delete', fault: { kind: 'duplicate' } });
    expect(await wire.send('DELETE', '/v1/promo/1')).toMatchObject({ status: 204, text: '' });
  });
});

describe('redirect', () => {
  it('redirects to another origin, or over plain http to the path with its slash toggled, without effect', async () => {
    const wire = await openWire();
    const { host } = new URL(wire.url);
    wire.set({ on: 'v-dar', fault: { kind: 'redirect', to: 'http://127.0.0.2:1234' } });
    wire.set({ on: 'mottor', fault: { kind: 'redirect', status: 302 } });
    wire.set({ on: 'loyalclient', fault: { kind: 'redirect', to: 'https://other.example', status: 308 } });
    const got = (await answers(wire)).map(({ status, headers }) => [status, headers.get('location')]);
    expect(got).toStrictEqual([
      [307, 'http://127.0.0.2:1234/api/v1/codes/generate'],
      [302, `http://${host}/v1/promo/`],
      [308, 'https://other.example/integration/general/retail'],
    ]);
    wire.set({ on: 'v-dar.codes', fault: { kind: 'redirect' } });
    const list = await wire.send('GET', '/api/v1/codes/?page=1');
    expect([list.status, list.headers.get('location')]).toStrictEqual([307, `http://${host}/api/v1/codes?page=1`]);
    expect(await wire.happened()).toStrictEqual(nothing);
  });

  it('makes a client that follows send its key', async () => {
    const wire = await openWire();
    const other = await openWire();
    wire.set({ on: 'v-dar.codes', fault: { kind: 'redirect', to: other.url } });
    const key = (await wire.control.vDar.createKey({ siteId: (await wire.issuer.sites())[0]?.siteId ?? '' })).apiKey;
    const followed = await fetch(`${wire.url}/api/v1/codes/`, { headers: { 'X-API-Key': key } });
    expect(followed.url).toBe(`${other.url}/api/v1/codes/`);
    // The request reached the check of the key.
    expect([followed.status, await followed.json()]).toStrictEqual([401, { detail: 'Неверный ключ API' }]);
  });
});

describe('rateLimit', () => {
  it('answers 429 in each provider’s style with Retry-After, without effect', async () => {
    const wire = await openWire();
    wire.set({ on: 'v-dar', fault: { kind: 'rateLimit' } });
    wire.set({ on: 'mottor', fault: { kind: 'rateLimit', retryAfter: 30 } });
    wire.set({ on: 'loyalclient', fault: { kind: 'rateLimit', retryAfter: 90, asDate: true } });
    const got = (await answers(wire)).map(({ status, headers, text }) => [
      status,
      headers.get('retry-after'),
      JSON.parse(text),
    ]);
    const date = new Date(Math.floor((START + 90_000) / 1000) * 1000).toUTCString();
    expect(got).toStrictEqual([
      [429, '1', { detail: 'Too Many Requests' }],
      [429, '30', { title: 'too many requests', error: 0, code: 429 }],
      [429, date, { error: 'Too many requests.' }],
    ]);
    expect(await wire.happened()).toStrictEqual(nothing);
  });
});

describe('rubbishBody and emptyBody', () => {
  it('answer an unreadable body after the effect', async () => {
    const wire = await openWire();
    wire.set({ on: 'v-dar', fault: { kind: 'rubbishBody' } });
    wire.set({ on: 'mottor', fault: { kind: 'rubbishBody', form: 'truncated' } });
    wire.set({ on: 'loyalclient', fault: { kind: 'rubbishBody', form: 'bytes' } });
    const got = await answers(wire);
    expect(got.map(({ status }) => status)).toStrictEqual([200, 200, 200]);
    expect(got[0]?.text).toMatch(/^<!doctype html>/);
    expect(got[1]?.text).toMatch(/^\{"code":"NEW"/);
    for (const { text } of got) expect(() => JSON.parse(text)).toThrow();
    expect(await wire.happened()).toStrictEqual(once);
  });

  it('answer a status without a body after the effect', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'emptyBody' }, times: 3 });
    expect((await answers(wire)).map(({ status, text }) => [status, text])).toStrictEqual([
      [200, ''],
      [200, ''],
      [200, ''],
    ]);
    expect(await wire.happened()).toStrictEqual(once);
  });

  it('leave an empty body empty, or add one', async () => {
    const wire = await openWire();
    wire.set({ on: 'mottor.delete', fault: { kind: 'rubbishBody' } });
    expect(await wire.send('DELETE', '/v1/promo/1')).toMatchObject({ status: 200, text: /^<!doctype/ });
    wire.set({ on: 'mottor.delete', fault: { kind: 'emptyBody' } });
    expect(await wire.send('DELETE', '/v1/promo/1')).toMatchObject({ status: 403, text: '' });
  });
});

describe('strange values', () => {
  const json = async (sending: Promise<{ text: string }>) => JSON.parse((await sending).text);

  it('decimalStrings writes every amount, point and percentage as a string, and nothing else', async () => {
    const wire = await openWire();
    await wire.control.mottor.checkOut({ siteId: SITE, code: 'SALE10', goods: 100_000, quantity: 2 });
    wire.set({ on: '*', fault: { kind: 'decimalStrings' }, times: 5 });
    expect(await json(wire.writes.generate())).toMatchObject({ amount: '1000.00', status: 'active' });
    expect(await json(wire.reads.codes())).toMatchObject({ items: [{ amount: '1000.00' }], total: 1, page: 1 });
    expect(await json(wire.reads.statistics())).toMatchObject([
      { id: 1, bonus_amount: '10.00', order_price: '1000.00', order_quantity: 2, discount_amount: '10.00' },
    ]);
    expect(await json(wire.reads.client())).toMatchObject({
      success: true,
      client: { balance: '878.00', phone: 79_200_000_000, level: { percent: '10.00', maxSpendPercent: '100.00' } },
    });
    const sold = { amount: '100.00', total: '0.00', percent: '10.00', type: 'cashback', spend: '100.00' };
    expect(await json(wire.writes.retail())).toStrictEqual({ success: true, retail: sold });
    expect(await wire.happened()).toMatchObject({ generate: 1, retail: 1 });
  });

  it('unknownEnum uses an undocumented value, or the given one', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'unknownEnum' }, times: 3 });
    expect(await json(wire.writes.generate())).toMatchObject({ status: 'used', amount: 1000 });
    expect(await json(wire.reads.list())).toMatchObject([{ bonus_type: 7, is_valid: true }]);
    expect(await json(wire.reads.client())).toMatchObject({ client: { level: { type: 'mixed' }, balance: 878 } });
    wire.set({ on: 'v-dar', fault: { kind: 'unknownEnum', value: 'redeemed' } });
    expect(await json(wire.reads.codes())).toMatchObject({ items: [{ status: 'redeemed' }] });
    // Null stays null: an unknown code has no status.
    wire.set({ on: 'v-dar.check', fault: { kind: 'unknownEnum' } });
    expect(await json(wire.send('GET', '/api/v1/codes/ABC123XYZ789DEF456GH'))).toMatchObject({ status: null });
  });

  it('unknownFields adds to every object', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'unknownFields' }, times: 2 });
    const added_later = { since: 2, of: ['tomorrow'] };
    expect(await json(wire.reads.list())).toMatchObject([{ code: 'SALE10', added_later }]);
    expect(await json(wire.reads.client())).toMatchObject({
      added_later,
      client: { added_later, level: { added_later } },
    });
  });
});

describe('successFalse and strangeRefusal', () => {
  it('refuse in undocumented formats, without effect', async () => {
    const wire = await openWire();
    wire.set({ on: '*', fault: { kind: 'successFalse' }, times: 3 });
    for (const { status, text } of await answers(wire))
      expect([status, text]).toStrictEqual([200, '{"success":false}']);
    wire.set({ on: 'v-dar', fault: { kind: 'strangeRefusal' } });
    wire.set({ on: 'mottor', fault: { kind: 'strangeRefusal', form: 'list' } });
    wire.set({ on: 'loyalclient', fault: { kind: 'strangeRefusal', form: 'empty' } });
    expect((await answers(wire)).map(({ status, text }) => [status, text])).toStrictEqual([
      [422, '"Unprocessable"'],
      [422, '["Unprocessable",{"code":7}]'],
      [422, ''],
    ]);
    expect(await wire.happened()).toStrictEqual(nothing);
  });
});

describe('staleStatistics', () => {
  it('answers counts and statistics of ms ago', async () => {
    const wire = await openWire();
    await wire.control.mottor.checkOut({ siteId: SITE, code: 'SALE10', goods: 100_000 });
    for (const on of ['mottor.statistics', 'mottor.list'] as const) {
      wire.set({ on, fault: { kind: 'staleStatistics', ms: 60_000 }, times: 2 });
    }
    const seen = async () => [
      JSON.parse((await wire.reads.statistics()).text).length,
      JSON.parse((await wire.reads.list()).text)[0].promo_used_count,
    ];
    expect(await seen()).toStrictEqual([0, 0]);
    wire.time.now += 60_000;
    expect(await seen()).toStrictEqual([1, 1]);
    wire.time.now -= 60_000;
    expect(await seen()).toStrictEqual([1, 1]);
  });
});
