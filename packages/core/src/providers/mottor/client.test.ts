import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type SeenRequest, sendJson, startRecordingServer } from '../../../test/recording-server.ts';
import { createMottorClient, type MottorClient, type MottorClientOptions } from './client.ts';

const account = { userId: '123', apiKey: 'mottor-key-31c7', siteId: 11111, currency: 'RUB' };
const at = (time: string) => Date.parse(time);
/** An answer of the provider's document, byte for byte. */
const sample = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
const withId = (name: string, fields: object) => JSON.stringify({ ...JSON.parse(sample(name)), ...fields });
const listOf = (fields: object) =>
  JSON.stringify(JSON.parse(sample('promos')).map((row: object) => ({ ...row, ...fields })));

interface Reached {
  client: MottorClient;
  seen: SeenRequest[];
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A client that reaches its provider over a real connection; the answers go out in this order, the last one again. */
async function overHttp(...bodies: string[]): Promise<Reached> {
  const { origin, seen, close } = await startRecordingServer((response) => {
    sendJson(response, 200, bodies[Math.min(seen.length, bodies.length) - 1]);
  });
  closing.push(close);
  return { client: createMottorClient({ ...account, baseUrl: origin }), seen };
}

/** A client whose provider lives in this process. */
async function inProcess(...bodies: string[]): Promise<Reached> {
  const seen: SeenRequest[] = [];
  const fetch = async (request: Request) => {
    const { origin, pathname, search } = new URL(request.url);
    expect(origin).toBe('https://api.lpmotor.ru');
    const headers = Object.fromEntries(request.headers);
    seen.push({ method: request.method, url: pathname + search, headers, body: await request.text() });
    return new Response(bodies[Math.min(seen.length, bodies.length) - 1]);
  };
  return { client: createMottorClient({ ...account, fetch }), seen };
}

describe.each([
  ['over HTTP', overHttp],
  ['in the same process', inProcess],
])('createMottorClient, its six calls %s', (_, reaching) => {
  /** The requests as they were on the wire; every one must bear the document's headers. */
  function all(seen: SeenRequest[]) {
    return seen.map(({ method, url, headers, body }) => {
      expect(headers['x-api-user-id']).toBe('123');
      expect(headers.authorization).toBe('Bearer mottor-key-31c7');
      expect(headers.accept).toBe('application/json');
      expect(headers['content-type']).toBe('application/json');
      return body === '' ? [method, url] : [method, url, JSON.parse(body)];
    });
  }

  it('lists promos', async () => {
    const { client, seen } = await reaching(sample('promos'));
    expect(await client.listPromos()).toStrictEqual([
      {
        id: 0,
        code: 'string',
        isEnabled: true,
        bonusType: 'unknown',
        bonusAmount: 0,
        bonusAmountIsInPercentages: true,
        timeLimitIsEnabled: true,
        startsAt: at('2021-08-04T13:57:37.243Z'),
        endsAt: at('2021-08-04T13:57:37.243Z'),
        quantityLimitIsEnabled: true,
        quantityLimit: 0,
        position: 0,
        usedCount: 0,
        isValid: true,
      },
    ]);
    expect(all(seen)).toEqual([['GET', '/v1/promo?site_id=11111']]);
  });

  it('creates a promo with all documented fields and no other, and finds its id in the list', async () => {
    const body = { code: 'MyPromo1', bonus_type: 2, bonus_amount: 10, bonus_amount_is_in_percentages: true };
    const made = listOf({ ...body, id: 77, time_limit_is_enabled: false, d_on: null, d_off: null });
    const { client, seen } = await reaching(sample('promos'), sample('created'), made);
    const draft = { code: 'MyPromo1', isEnabled: true, bonusType: 'goods', bonusAmount: 1000 } as const;
    expect(await client.createPromo({ ...draft, bonusAmountIsInPercentages: true })).toMatchObject({
      id: 77,
      code: 'MyPromo1',
      isEnabled: true,
      bonusType: 'goods',
      bonusAmount: 1000,
      personalLimitIsEnabled: false,
    });
    expect(all(seen)).toEqual([
      ['GET', '/v1/promo?site_id=11111'],
      [
        'POST',
        '/v1/promo',
        {
          site_id: 11111,
          ...body,
          is_enabled: true,
          time_limit_is_enabled: false,
          d_on: null,
          d_off: null,
          quantity_limit_is_enabled: false,
          quantity_limit: 0,
          personal_limit_is_enabled: false,
        },
      ],
      ['GET', '/v1/promo?site_id=11111'],
    ]);
    expect(seen[1]?.body).not.toContain('user_id');
  });

  it('takes the id of a new promo from the answer where it is', async () => {
    const { client, seen } = await reaching('[]', withId('created', { id: '4711' }));
    const draft = { code: 'AB', isEnabled: false, bonusType: 'delivery', bonusAmount: 19_999 } as const;
    const made = await client.createPromo({ ...draft, bonusAmountIsInPercentages: false, quantityLimit: 5 });
    expect(made).toMatchObject({ id: 4711, code: 'AB', bonusType: 'delivery', bonusAmount: 19_999, quantityLimit: 5 });
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(JSON.parse(seen[1]?.body ?? '')).toMatchObject({ bonus_type: 3, bonus_amount: 199.99, quantity_limit: 5 });
  });

  it('gets one promo', async () => {
    const { client, seen } = await reaching(sample('promo'));
    expect(await client.getPromo(1)).toStrictEqual({
      id: 1,
      code: 'string',
      isEnabled: true,
      bonusType: 'unknown',
      bonusAmount: 0,
      bonusAmountIsInPercentages: true,
      timeLimitIsEnabled: true,
      startsAt: at('2021-08-04T14:39:18.248Z'),
      endsAt: at('2021-08-04T14:39:18.248Z'),
      quantityLimitIsEnabled: true,
      quantityLimit: 0,
      personalLimitIsEnabled: true,
    });
    expect(all(seen)).toEqual([['GET', '/v1/promo/1']]);
  });

  it('changes a promo by PUT with all eleven fields, after a look and before another', async () => {
    const renamed = withId('changed', { code: 'newpromocode' });
    const { client, seen } = await reaching(listOf({ id: 1 }), sample('changed'), renamed, renamed);
    expect(await client.changePromo(1, { code: 'newpromocode' })).toMatchObject({ id: 1, code: 'newpromocode' });
    expect(all(seen)).toEqual([
      ['GET', '/v1/promo?site_id=11111'],
      ['GET', '/v1/promo/1'],
      ['PUT', '/v1/promo/1', JSON.parse(renamed)],
      ['GET', '/v1/promo/1'],
    ]);
    expect(Object.keys(JSON.parse(seen[2]?.body ?? '{}'))).toHaveLength(11);
  });

  it.each(['', ' ', '{"success":true}', '<html></html>'])('deletes a promo, whose answer may be %j', async (body) => {
    const { client, seen } = await reaching(listOf({ id: 1 }), body);
    expect(await client.deletePromo(1)).toBeUndefined();
    expect(all(seen)).toEqual([
      ['GET', '/v1/promo?site_id=11111'],
      ['DELETE', '/v1/promo/1'],
    ]);
  });

  it("reads a promo's statistics", async () => {
    const { client, seen } = await reaching(sample('statistics'));
    expect(await client.statistics(1)).toStrictEqual([
      {
        id: 0,
        promoId: 0,
        leadId: 0,
        code: 'string',
        bonusType: 'unknown',
        bonusAmount: 0,
        bonusAmountIsInPercentages: false,
        orderPrice: 0,
        orderQuantity: 0,
        discountAmount: 0,
        currency: 'RUB',
        createdAt: at('2021-08-04T15:02:13.184Z'),
      },
    ]);
    expect(all(seen)).toEqual([['GET', '/v1/promo/1/statistics']]);
  });
});

describe('createMottorClient, with a list of a hundred thousand', () => {
  it('reads it whole, but no answer without end about one promo', async () => {
    const [row] = JSON.parse(sample('promos'));
    const rows = Array.from({ length: 100_000 }, (_, index) => ({ ...row, id: index + 1, code: `CODE${index + 1}` }));
    const { client } = await overHttp(JSON.stringify(rows));
    const promos = await client.listPromos();
    expect([promos.length, promos.at(-1)?.id, promos.at(-1)?.code]).toEqual([100_000, 100_000, 'CODE100000']);
    const { client: flooded } = await overHttp(withId('promo', { comment: 'x'.repeat(5 * 1024 * 1024) }));
    await expect(flooded.getPromo(1)).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });
});

describe('createMottorClient, its options', () => {
  const making = (wrong: Partial<Record<keyof MottorClientOptions, unknown>>) => () =>
    createMottorClient({ ...account, ...wrong } as MottorClientOptions);
  const refused = (option: string) => expect.objectContaining({ code: 'CONFIGURATION', details: { option } });

  it.each([0, -1, 1.5, 2 ** 53, Number.NaN, '', '1e3', '11111/..', 'shop', undefined])(
    'refuse the site %j',
    (siteId) => {
      expect(making({ siteId })).toThrow(refused('siteId'));
    },
  );

  it.each(['', ' ', 'key\n', 'ключ', undefined])('refuse the key %j', (apiKey) => {
    expect(making({ apiKey })).toThrow(refused('apiKey'));
  });

  it.each(['', '1\n', 1.5, Number.NaN, undefined])('refuse the user %j', (userId) => {
    expect(making({ userId })).toThrow(refused('userId'));
  });

  it.each(['rub', '', 'RUBLE', undefined])('refuse the currency %j', (currency) => {
    expect(making({ currency })).toThrow(refused('currency'));
  });

  it.each(['http://api.lpmotor.ru', 'ftp://api.lpmotor.ru', 'api.lpmotor.ru', ''])(
    'refuse the address %j',
    (baseUrl) => {
      expect(making({ baseUrl })).toThrow(refused('baseUrl'));
    },
  );

  it.each([0, -1, 60_001, Number.NaN, 1.5])('refuse the limit of %j ms', (timeoutMs) => {
    expect(making({ timeoutMs })).toThrow(refused('timeoutMs'));
  });

  it('take ids as numbers and as texts, and have a limit of time', async () => {
    const seen: Request[] = [];
    const fetch = async (request: Request) => {
      seen.push(request);
      return Response.json([]);
    };
    const client = createMottorClient({ ...account, userId: 123, siteId: '11111', fetch });
    await client.listPromos();
    expect([seen[0]?.url, seen[0]?.headers.get('x-api-user-id')]).toEqual([
      'https://api.lpmotor.ru/v1/promo?site_id=11111',
      '123',
    ]);
    expect(client.timeoutMs).toBe(15_000);
    expect(createMottorClient({ ...account, timeoutMs: 60_000 }).timeoutMs).toBe(60_000);
  });

  it('keep the prefix of an address', async () => {
    const seen: string[] = [];
    const fetch = async (request: Request) => {
      seen.push(request.url);
      return Response.json([]);
    };
    await createMottorClient({ ...account, baseUrl: 'https://proxy.example/mottor/', fetch }).listPromos();
    expect(seen).toEqual(['https://proxy.example/mottor/v1/promo?site_id=11111']);
  });
});

describe('createMottorClient, what it never sends', () => {
  it.each([0, -1, 1.5, Number.NaN, 2 ** 53, '1', '..', undefined])('the promo id %j', async (promoId) => {
    const { client, seen } = await overHttp('[]');
    const id = promoId as number;
    const calls = [
      client.getPromo(id),
      client.changePromo(id, { isEnabled: true }),
      client.deletePromo(id),
      client.statistics(id),
    ];
    const refused = { status: 'rejected', reason: { code: 'INVALID_REQUEST', details: { path: 'promoId' } } };
    expect(await Promise.allSettled(calls)).toMatchObject([refused, refused, refused, refused]);
    expect(seen).toEqual([]);
  });

  it('a draft or a change that no promo can be', async () => {
    const { client, seen } = await overHttp('[]');
    const draft = {
      code: 'AB',
      isEnabled: true,
      bonusType: 'goods',
      bonusAmount: 1,
      bonusAmountIsInPercentages: true,
    } as const;
    const refused = { code: 'INVALID_REQUEST', outcome: 'notApplied', details: { path: 'code' } };
    await expect(client.createPromo({ ...draft, code: 'A' })).rejects.toMatchObject(refused);
    await expect(client.changePromo(1, { code: 'СКИДКА' })).rejects.toMatchObject(refused);
    expect(seen).toEqual([]);
  });
});
