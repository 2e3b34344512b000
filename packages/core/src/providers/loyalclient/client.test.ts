import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type SeenRequest, sendJson, startRecordingServer } from '../../../test/recording-server.ts';
import { createLoyalClient, type LoyalClient, type LoyalClientOptions } from './client.ts';

const KEY = 'loyal-key-31c7';
const account = { apiKey: KEY, point: '62aXXXXX4f4', currency: 'RUB' };
const PERSON = '62aXXXXX486';
const HOLD = '63aXXXXX4f4';
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
/** An answer of the provider's document, without its comments. */
const sample = (name: string) => fixture(`${name}.json`);
const change = (name: string, inside: string, fields: object) => {
  const json = JSON.parse(sample(name));
  return JSON.stringify({ ...json, [inside]: { ...json[inside], ...fields } });
};

interface Reached {
  client: LoyalClient;
  seen: SeenRequest[];
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A client that reaches its provider over a real connection. */
async function overHttp(body: string, options: Partial<LoyalClientOptions> = {}): Promise<Reached> {
  const { origin, seen, close } = await startRecordingServer((response) => sendJson(response, 200, body));
  closing.push(close);
  return { client: createLoyalClient({ ...account, baseUrl: origin, ...options }), seen };
}

/** A client whose provider lives in this process. */
async function inProcess(body: string, options: Partial<LoyalClientOptions> = {}): Promise<Reached> {
  const seen: SeenRequest[] = [];
  const fetch = async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const headers = Object.fromEntries(request.headers);
    seen.push({ method: request.method, url: pathname + search, headers, body: await request.text() });
    return new Response(body);
  };
  return { client: createLoyalClient({ ...account, baseUrl: 'https://loyal.example', fetch, ...options }), seen };
}

describe.each([
  ['over HTTP', overHttp],
  ['in the same process', inProcess],
])('createLoyalClient, its five calls %s', (_, reaching) => {
  /** One request as it was on the wire; every one is a POST of JSON and must bear the key. */
  function only(seen: SeenRequest[]) {
    expect(seen).toHaveLength(1);
    const [{ method, url, headers, body } = expect.unreachable()] = seen;
    expect([method, headers.apikey, headers['content-type']]).toEqual(['POST', KEY, 'application/json']);
    return [url, JSON.parse(body)];
  }

  it('finds a client', async () => {
    const { client, seen } = await reaching(sample('client'));
    expect(await client.client({ search: '+7 (920) 000-00-00' })).toStrictEqual({
      id: '62aXXXXXXXX6',
      name: 'ИВАН',
      photo: 'https://.../XXXXX.jpeg',
      birthday: '2021-03-29',
      level: { id: '621XXXXXf23', title: 'Бонусы', basisPoints: 1000, type: 'cashback', maxSpendBasisPoints: 10_000 },
      phone: '79200000000',
      email: 'mail@mail.mail',
      balance: 878,
    });
    expect(only(seen)).toEqual(['/integration/general/client', { search: '79200000000', point: account.point }]);
  });

  it('finds a client by card or app code, with holds as a list', async () => {
    const { client, seen } = await reaching(sample('client'));
    await client.client({ search: 'A1B2-c3d4', holds: [HOLD, 'another'] });
    const body = { search: 'A1B2-c3d4', point: account.point, hold: [HOLD, 'another'] };
    expect(only(seen)).toEqual(['/integration/general/client', body]);
  });

  it('prices a purchase', async () => {
    const { client, seen } = await reaching(sample('recalculated'));
    expect(await client.recalc({ clientId: PERSON, amount: 129_950 })).toStrictEqual({
      basisPoints: 1000,
      type: 'cashback',
      spend: 100,
      earn: 10,
    });
    const body = { client: PERSON, point: account.point, amount: 1299.5 };
    expect(only(seen)).toEqual(['/integration/general/recalc', body]);
    expect(seen[0]?.body).toContain('"amount":1299.5}');
  });

  it('prices a purchase with holds, and leaves an empty list of them out', async () => {
    const { client, seen } = await reaching(sample('recalculated'));
    await client.recalc({ clientId: PERSON, amount: 10_000, holds: [HOLD] });
    const body = { client: PERSON, point: account.point, amount: 100 };
    expect(only(seen)).toEqual(['/integration/general/recalc', { ...body, hold: [HOLD] }]);
    const { client: again, seen: later } = await reaching(sample('recalculated'));
    await again.recalc({ clientId: PERSON, amount: 10_000, holds: [] });
    expect(only(later)).toEqual(['/integration/general/recalc', body]);
  });

  it('holds points', async () => {
    const { client, seen } = await reaching(sample('held'), { clock: () => 1_704_045_000_000 });
    const held = await client.hold({ clientId: PERSON, points: 100, minutes: 10 });
    expect(held).toMatchObject({ id: '6744684....8d193', amount: 100 });
    const body = { client: PERSON, point: account.point, amount: 100, duration: 10 };
    expect(only(seen)).toEqual(['/integration/general/bonuses/hold', body]);
  });

  it("leaves the length of a hold to the document's default", async () => {
    const { client, seen } = await reaching(sample('held'));
    await client.hold({ clientId: PERSON, points: 1 });
    const body = { client: PERSON, point: account.point, amount: 1 };
    expect(only(seen)).toEqual(['/integration/general/bonuses/hold', body]);
  });

  it('lets a hold go, by one id and nothing else', async () => {
    const { client, seen } = await reaching(sample('released'));
    expect(await client.release(HOLD)).toBeUndefined();
    expect(only(seen)).toEqual(['/integration/general/bonuses/release', { id: HOLD }]);
  });

  it('records a purchase that takes points', async () => {
    const { client, seen } = await reaching(sample('spent'));
    expect(await client.retail({ clientId: PERSON, amount: 10_000, spend: 100, holds: [HOLD] })).toStrictEqual({
      total: 0,
      basisPoints: 1000,
      type: 'cashback',
      spend: 100,
    });
    const body = { client: PERSON, point: account.point, amount: 100, spend: 100, hold: [HOLD] };
    expect(only(seen)).toEqual(['/integration/general/retail', body]);
  });

  it('records a purchase that brings points, with a spend of 0', async () => {
    const { client, seen } = await reaching(sample('earned'));
    expect(await client.retail({ clientId: PERSON, amount: 10_000, spend: 0 })).toStrictEqual({
      total: 10_000,
      basisPoints: 1000,
      type: 'cashback',
      earn: 10,
    });
    const body = { client: PERSON, point: account.point, amount: 100, spend: 0 };
    expect(only(seen)).toEqual(['/integration/general/retail', body]);
  });
});

describe('the sample of a client, which the document split in two', () => {
  it('is no JSON as it is printed, and mended is what the fixture holds', () => {
    const [first = '', second = ''] = fixture('client-as-printed.txt').split('----\n');
    expect(() => JSON.parse(first)).toThrow();
    expect(() => JSON.parse(first + second)).toThrow();

    const withoutComments = (text: string) => text.replace(/ \/\/.*$/gm, '');
    const opened = withoutComments(first).replace(/\s*}\s*}\s*}\s*$/, '\n');
    const mended = (opened + withoutComments(second)).replace('7920XXXXXXX', '79200000000');
    expect(JSON.parse(mended)).toEqual(JSON.parse(sample('client')));
  });
});

describe('createLoyalClient, reading with tolerance', () => {
  it('reads points and sums that come as texts, and points with decimals', async () => {
    const { client } = await inProcess(
      change('recalculated', 'recalc', { spend: '99.5', earn: '9.90', percent: '7.50' }),
    );
    expect(await client.recalc({ clientId: PERSON, amount: 1 })).toMatchObject({
      spend: 99.5,
      earn: 9.9,
      basisPoints: 750,
    });
    const { client: spending } = await inProcess(change('spent', 'retail', { total: '0.50', spend: '99.5' }));
    expect(await spending.retail({ clientId: PERSON, amount: 10_000, spend: 100 })).toMatchObject({
      total: 50,
      spend: 99.5,
    });
  });

  it('reads what it is told and reckons nothing', async () => {
    const odd = { percent: 33, type: 'cashback', spend: 7, earn: 1234 };
    const { client } = await inProcess(change('recalculated', 'recalc', odd));
    expect(await client.recalc({ clientId: PERSON, amount: 100 })).toMatchObject({
      spend: 7,
      earn: 1234,
      basisPoints: 3300,
    });
    const { client: spending } = await inProcess(change('spent', 'retail', { total: 55.5, amount: 1 }));
    expect(await spending.retail({ clientId: PERSON, amount: 10_000, spend: 100 })).toMatchObject({ total: 5550 });
  });

  it('does without what a level may lack', async () => {
    const bare = { amount: null, type: 'stamps', spend: null, earn: undefined };
    const { client } = await inProcess(change('recalculated', 'recalc', bare));
    expect(await client.recalc({ clientId: PERSON, amount: 1 })).toMatchObject({ type: 'unknown', spend: 0, earn: 0 });
    const { client: earning } = await inProcess(change('earned', 'retail', { earn: null, colour: 'red' }));
    expect(await earning.retail({ clientId: PERSON, amount: 1, spend: 0 })).toStrictEqual({
      total: 10_000,
      basisPoints: 1000,
      type: 'cashback',
    });
  });

  it('reads the end of a hold in seconds, as number or text', async () => {
    const now = Date.parse('2023-12-31T17:50:00Z');
    for (const until of [1704045600, '1704045600']) {
      const { client } = await inProcess(change('held', 'held', { until }), { clock: () => now });
      const held = await client.hold({ clientId: PERSON, points: 100 });
      expect(held.until).toBe(Date.parse('2023-12-31T18:00:00Z'));
    }
  });

  it("reads the end of a hold by the provider's clock", async () => {
    const theirs = Date.parse('2023-12-31T17:50:00Z');
    const hour = 3_600_000;
    const { origin, close } = await startRecordingServer((response) =>
      sendJson(response, 200, sample('held'), { date: new Date(theirs).toUTCString() }),
    );
    closing.push(close);
    const client = createLoyalClient({ ...account, baseUrl: origin, clock: () => theirs + hour });
    const { until } = await client.hold({ clientId: PERSON, points: 100 });
    expect(until).toBe(Date.parse('2023-12-31T18:00:00Z') + hour - 1000);
  });

  it('keeps the clocks of two holds at once apart', async () => {
    const theirs = Date.parse('2023-12-31T17:50:00Z');
    let answerQuick = () => {};
    const quickAnswered = new Promise<void>((done) => {
      answerQuick = done;
    });
    const { origin, close } = await startRecordingServer((response, { body }) => {
      const late = body.includes('"amount":1,');
      const answer = () =>
        sendJson(response, 200, sample('held'), { date: new Date(theirs + (late ? 0 : 60_000)).toUTCString() });
      if (late) return quickAnswered.then(answer);
      answer();
      response.on('finish', answerQuick);
    });
    closing.push(close);
    const client = createLoyalClient({ ...account, baseUrl: origin, clock: () => theirs + 500_000 });
    const holds = [1, 2].map((points) => client.hold({ clientId: PERSON, points, minutes: 10 }));
    const [slow, quick] = await Promise.all(holds);
    expect((slow?.until ?? 0) - (quick?.until ?? 0)).toBe(60_000);
  });
});

describe('createLoyalClient, its options', () => {
  const making = (wrong: Partial<Record<keyof LoyalClientOptions, unknown>>) => () =>
    createLoyalClient({ ...account, baseUrl: 'https://loyal.example', ...wrong } as LoyalClientOptions);
  const refused = (option: string) => expect.objectContaining({ code: 'CONFIGURATION', details: { option } });

  it.each(['http://loyal.example', 'http://127.0.0.1.example', 'loyal.example', '', undefined])(
    'refuse the address %j',
    (baseUrl) => {
      expect(making({ baseUrl })).toThrow(refused('baseUrl'));
    },
  );

  it.each(['', ' ', 'key\n', 'ключ', undefined])('refuse the key %j', (apiKey) => {
    expect(making({ apiKey })).toThrow(refused('apiKey'));
  });

  it.each(['', ' ', 5, undefined])('refuse the point %j', (point) => {
    expect(making({ point })).toThrow(refused('point'));
  });

  it.each(['rub', '', undefined])('refuse the currency %j', (currency) => {
    expect(making({ currency })).toThrow(refused('currency'));
  });

  it.each([0, -1, 1.5, Number.NaN])('refuse the limit of %j ms', (timeoutMs) => {
    expect(making({ timeoutMs })).toThrow(refused('timeoutMs'));
  });

  it('take plain http to this machine, and keep the prefix of an address', async () => {
    expect(making({ baseUrl: 'http://localhost:4010' })().timeoutMs).toBe(15_000);
    const seen: string[] = [];
    const fetch = async (request: Request) => {
      seen.push(request.url);
      return new Response(sample('released'));
    };
    await createLoyalClient({ ...account, baseUrl: 'https://loyal.example/tenant/7/', fetch }).release(HOLD);
    expect(seen).toEqual(['https://loyal.example/tenant/7/integration/general/bonuses/release']);
  });
});

describe('createLoyalClient, what it never sends', () => {
  const purchase = { clientId: PERSON, amount: 10_000, spend: 0 };
  type Call = (client: LoyalClient) => Promise<unknown>;
  const REFUSED: [string, string, string, Call][] = [
    ...['', ' ', '\n', 'x'.repeat(257), undefined as unknown as string].map(
      (search): [string, string, string, Call] => [
        `a search for ${JSON.stringify(search)?.slice(0, 9)}`,
        'INVALID_REQUEST',
        'search',
        (client) => client.client({ search }),
      ],
    ),
    ...[0, -1, 31, 60, 1.5, Number.NaN].map((minutes): [string, string, string, Call] => [
      `a hold of ${minutes} minutes`,
      'INVALID_REQUEST',
      'minutes',
      (client) => client.hold({ clientId: PERSON, points: 1, minutes }),
    ]),
    ...[0, -1, 0.5, Number.NaN, 2 ** 53].map((points): [string, string, string, Call] => [
      `a hold of ${points} points`,
      'INVALID_REQUEST',
      'points',
      (client) => client.hold({ clientId: PERSON, points }),
    ]),
    ...[-1, 0.5, Number.NaN, 2 ** 53].map((spend): [string, string, string, Call] => [
      `a purchase with ${spend} points`,
      'INVALID_REQUEST',
      'spend',
      (client) => client.retail({ ...purchase, spend }),
    ]),
    ...[-1, 0.5, Number.NaN, 2 ** 53].map((amount): [string, string, string, Call] => [
      `a purchase of ${amount}`,
      'MONEY_INVALID',
      'amount',
      (client) => client.retail({ ...purchase, amount }),
    ]),
    ...[-1, 0.5].map((amount): [string, string, string, Call] => [
      `a price of ${amount}`,
      'MONEY_INVALID',
      'amount',
      (client) => client.recalc({ ...purchase, amount }),
    ]),
    ['a purchase of nobody', 'INVALID_REQUEST', 'clientId', (client) => client.retail({ ...purchase, clientId: '' })],
    ['a price for nobody', 'INVALID_REQUEST', 'clientId', (client) => client.recalc({ ...purchase, clientId: ' ' })],
    ['a hold of nobody', 'INVALID_REQUEST', 'clientId', (client) => client.hold({ clientId: '', points: 1 })],
    ['a release of nothing', 'INVALID_REQUEST', 'holdId', (client) => client.release('')],
    ['an empty hold', 'INVALID_REQUEST', 'holds', (client) => client.retail({ ...purchase, holds: [HOLD, ''] })],
  ];

  it.each(REFUSED)('%s', async (_, code, path, call) => {
    const { client, seen } = await overHttp(sample('released'));
    await expect(call(client)).rejects.toMatchObject({ code, outcome: 'notApplied', details: { path } });
    expect(seen).toEqual([]);
  });

  it.each([1, 30])('but a hold of %i minutes it does', async (minutes) => {
    const { client, seen } = await overHttp(sample('held'));
    await client.hold({ clientId: PERSON, points: 1, minutes });
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ duration: minutes });
  });
});
