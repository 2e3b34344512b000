import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlledTimeouts, controlTimeouts } from '../../../test/control-timeouts.ts';
import { everythingShown } from '../../../test/everything-shown.ts';
import { type RecordingServer, sendJson, startRecordingServer } from '../../../test/recording-server.ts';
import { createVDarClient, type VDarClient, type VDarClientOptions } from './client.ts';

const KEY = 'v-dar-key-31c7';
const CODE = 'GIFTCODE7Q3X9Z';
const SITE = '123e4567-e89b-12d3-a456-426614174000';

let timeouts: ControlledTimeouts;
beforeEach(() => {
  timeouts = controlTimeouts();
});

const servers: RecordingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serving(
  answer: Parameters<typeof startRecordingServer>[0],
  options: Partial<VDarClientOptions> = {},
): Promise<{ server: RecordingServer; client: VDarClient }> {
  const server = await startRecordingServer(answer);
  servers.push(server);
  return { server, client: createVDarClient({ apiKey: KEY, baseUrl: `${server.origin}/api/v1`, ...options }) };
}

const answering = (status: number, json: unknown, headers?: Record<string, string>) =>
  serving((response) => sendJson(response, status, json, headers));

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );

const issue = { amount: 100_000, currency: 'RUB', name: 'ref-1', expiresInSeconds: 3600 };
const WRITES: [string, (client: VDarClient) => Promise<unknown>][] = [
  ['generateCode', (client) => client.generateCode(issue)],
  ['activateCode', (client) => client.activateCode({ code: CODE, siteId: SITE })],
  ['deactivateCode', (client) => client.deactivateCode(CODE)],
];
const READS: [string, (client: VDarClient) => Promise<unknown>][] = [
  ['checkCode', (client) => client.checkCode(CODE)],
  ['listCodes', (client) => client.listCodes()],
  ['balance', (client) => client.balance(SITE)],
  ['listOperations', (client) => client.listOperations()],
];

describe.each(WRITES)('createVDarClient, %s when things go wrong', (_, write) => {
  it.each([
    [400, 'PROVIDER_REFUSED'],
    [401, 'PROVIDER_AUTH'],
    [402, 'PROVIDER_FUNDS'],
    [403, 'PROVIDER_AUTH'],
    [422, 'PROVIDER_REFUSED'],
    [429, 'PROVIDER_RATE_LIMITED'],
  ])('takes %i for a refusal: nothing happened', async (status, code) => {
    const { server, client } = await answering(status, { detail: 'нет' });
    expect(await thrownBy(write(client))).toMatchObject({ code, outcome: 'notApplied', details: { status } });
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['detail as a text', { detail: CODE }],
    ['detail as a list', { detail: [{ loc: ['body', 'code'], msg: CODE, type: 'value_error' }] }],
    ['message', { message: CODE }],
    ['error', { error: CODE }],
    ['no body', ''],
    ['a page', '<html></html>'],
  ])('classifies by the status alone, with %s, and keeps none of it', async (__, body) => {
    const { client } = await answering(422, body);
    const thrown = await thrownBy(write(client));
    expect(thrown).toMatchObject({ code: 'PROVIDER_REFUSED', outcome: 'notApplied' });
    expectNoSecrets(everythingShown(thrown), [CODE]);
  });

  it.each([false, 0, '0', 'false'])('takes success %j at 200 for a refusal', async (success) => {
    const { client } = await answering(200, { success, message: 'Код уже использован' });
    expect(await thrownBy(write(client))).toMatchObject({ code: 'PROVIDER_REFUSED', outcome: 'notApplied' });
  });

  it('hands on the time to wait', async () => {
    const { client } = await answering(429, {}, { 'retry-after': '12' });
    expect(await thrownBy(write(client))).toMatchObject({ code: 'PROVIDER_RATE_LIMITED', retryAfter: 12 });
  });

  it.each([500, 502, 503])('cannot tell after a %i, and does not send again', async (status) => {
    const { server, client } = await answering(status, { detail: 'x' });
    expect(await thrownBy(write(client))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    expect(server.seen).toHaveLength(1);
  });

  it('cannot tell after a redirect, and does not follow it with its key', async () => {
    const { server: other } = await answering(200, {});
    const { server, client } = await serving((response, { url }) => {
      response.writeHead(307, { location: other.origin + url }).end();
    });
    expect(await thrownBy(write(client))).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
    expect([server.seen.length, other.seen.length]).toEqual([1, 0]);
  });

  it('cannot tell when the answer is cut off or never comes', async () => {
    const { server: cutting, client: cut } = await serving((response) => response.destroy());
    expect(await thrownBy(write(cut))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    const { server: silent, client: waiting } = await serving(() => timeouts.pass());
    expect(await thrownBy(write(waiting))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    expect([cutting.seen.length, silent.seen.length]).toEqual([1, 1]);
  });

  it('cannot tell when a handler in the same process never answers', async () => {
    let calls = 0;
    const fetch = () => {
      calls += 1;
      queueMicrotask(timeouts.pass);
      return new Promise<Response>(() => {});
    };
    const client = createVDarClient({ apiKey: KEY, fetch });
    expect(await thrownBy(write(client))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    expect(calls).toBe(1);
  });

  it('knows that nothing happened when nobody was there', async () => {
    const { server, client } = await serving(() => {});
    await server.close();
    servers.pop();
    expect(await thrownBy(write(client))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'notApplied' });
  });
});

describe.each(WRITES.slice(0, 2))('createVDarClient, %s answered in a way that cannot be read', (_, write) => {
  const good = { id: 'i', code: CODE, amount: 1, operation_id: 'o', activated_amount: 1 };

  it.each([
    ['an empty body', ''],
    ['a page', '<html></html>'],
    ['an array', '[]'],
    ['null', 'null'],
    ['an empty object', {}],
    ['a sum of three decimals', { ...good, amount: 10.005, activated_amount: 10.005 }],
    ['a sum below zero', { ...good, amount: -5, activated_amount: -5 }],
    ['a sum in words', { ...good, amount: 'ten', activated_amount: 'ten' }],
    ['no sum', { ...good, amount: null, activated_amount: null }],
    ['a currency that is none', { ...good, currency_code: 'roubles' }],
    ['ids that are empty', { ...good, id: '', operation_id: '' }],
  ])('cannot tell after %s', async (__, body) => {
    const { server, client } = await answering(200, body);
    expect(await thrownBy(write(client))).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
    expect(server.seen).toHaveLength(1);
  });
});

describe('createVDarClient, what a status means to one call', () => {
  it.each(WRITES.slice(1))('takes 404 and 409 of %s for the state of the code', async (_, write) => {
    const { client: missing } = await answering(404, { detail: 'x' });
    expect(await thrownBy(write(missing))).toMatchObject({ code: 'GIFT_CODE_NOT_FOUND', outcome: 'notApplied' });
    const { client: spent } = await answering(409, { detail: 'x' });
    expect(await thrownBy(write(spent))).toMatchObject({ code: 'GIFT_CODE_NOT_ACTIVE', outcome: 'notApplied' });
  });

  it('says nothing of gift codes when a list, a balance or the making of a code is not found', async () => {
    const { client } = await answering(404, { detail: 'Not Found' });
    for (const call of [
      client.listCodes(),
      client.balance(SITE),
      client.listOperations(),
      client.generateCode(issue),
    ]) {
      expect(await thrownBy(call)).toMatchObject({ code: 'PROVIDER_REFUSED', details: { status: 404 } });
    }
  });

  it.each(['', '<html></html>', '{}', 'null', '{"message":"ok"}', '"deleted"'])(
    'takes a 2xx to DELETE with the body %j for success',
    async (body) => {
      const { client } = await answering(200, body);
      expect(await client.deactivateCode(CODE)).toBeUndefined();
      const { client: second } = await serving((response) => response.writeHead(204).end());
      expect(await second.deactivateCode(CODE)).toBeUndefined();
    },
  );

  it('cannot tell what a word for success means that is neither yes nor no', async () => {
    const { client } = await answering(200, { success: 'partly' });
    expect(await thrownBy(client.deactivateCode(CODE))).toMatchObject({
      code: 'PROVIDER_PROTOCOL',
      outcome: 'unknown',
    });
  });

  it.each(READS)('%s reports refusals, faults and rubbish as errors, after one request', async (name, read) => {
    const cases: [number, unknown, string][] = [
      [401, {}, 'PROVIDER_AUTH'],
      [429, {}, 'PROVIDER_RATE_LIMITED'],
      [500, {}, 'PROVIDER_UNAVAILABLE'],
      [200, '', 'PROVIDER_PROTOCOL'],
      [200, '<html></html>', 'PROVIDER_PROTOCOL'],
      [200, {}, 'PROVIDER_PROTOCOL'],
      [200, { success: false, message: 'x' }, 'PROVIDER_REFUSED'],
    ];
    for (const [status, body, code] of cases) {
      const { server, client } = await answering(status, body);
      expect(await thrownBy(read(client)), `${name} after ${status}`).toMatchObject({ code });
      expect(server.seen).toHaveLength(1);
    }
  });

  it.each([null, '', true, -1, 1.5, 'many'])('does not take a list for empty whose total is %j', async (total) => {
    const { client } = await answering(200, { items: [], total });
    expect(await thrownBy(client.listOperations())).toMatchObject({ code: 'PROVIDER_PROTOCOL' });
    expect(await thrownBy(client.listCodes())).toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });

  it('does not skip an operation that it cannot read: it may be the one that is looked for', async () => {
    const item = { id: '1', type: 'code_activation', amount: 1 };
    const { client } = await answering(200, { items: [item, { ...item, amount: 1.005 }], total: 2 });
    expect(await thrownBy(client.listOperations())).toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });
});

describe('createVDarClient, what it never sends', () => {
  it.each([
    '',
    '.',
    '..',
    '....',
    '%2e%2e',
    '../codes',
    'generate',
    'ACTIVATE',
    'A B C D',
    'ABC',
    'A'.repeat(65),
    'ЫФДУ',
  ])('the code %j', async (code) => {
    const { server, client } = await answering(200, {});
    for (const call of [client.checkCode(code), client.activateCode({ code }), client.deactivateCode(code)]) {
      expect(await thrownBy(call)).toMatchObject({ code: 'GIFT_CODE_MALFORMED', outcome: 'notApplied' });
    }
    expect(server.seen).toEqual([]);
  });

  it.each(['', '..', 'shop1', `${SITE}/`, `${SITE}x`])('the site id %j', async (siteId) => {
    const { server, client } = await answering(200, {});
    expect(await thrownBy(client.balance(siteId))).toMatchObject({ code: 'CONFIGURATION', outcome: 'notApplied' });
    expect(await thrownBy(client.activateCode({ code: CODE, siteId }))).toMatchObject({ code: 'CONFIGURATION' });
    expect(server.seen).toEqual([]);
  });

  it.each([
    ['no sum', { amount: 0 }, 'MONEY_INVALID'],
    ['a sum below zero', { amount: -1 }, 'MONEY_INVALID'],
    ['a fraction of a kopeck', { amount: 0.5 }, 'MONEY_INVALID'],
    ['no number', { amount: Number.NaN }, 'MONEY_INVALID'],
    ['a sum that a double could not hold', { amount: 2 ** 53 - 1 }, 'MONEY_INVALID'],
    ['a currency that is none', { currency: 'руб' }, 'MONEY_INVALID'],
    ['a lifetime below a second', { expiresInSeconds: 0.9 }, 'INVALID_REQUEST'],
    ['a lifetime that is no number', { expiresInSeconds: Number.NaN }, 'INVALID_REQUEST'],
    ['a lifetime without end', { expiresInSeconds: Number.POSITIVE_INFINITY }, 'INVALID_REQUEST'],
  ])('an issue of %s', async (_, wrong, code) => {
    const { server, client } = await answering(200, {});
    expect(await thrownBy(client.generateCode({ ...issue, ...wrong }))).toMatchObject({ code, outcome: 'notApplied' });
    expect(server.seen).toEqual([]);
  });

  it.each(['', ' ', 'key\n', 'ключ', undefined as unknown as string])('anything with the key %j', (apiKey) => {
    const making = () => createVDarClient({ apiKey, baseUrl: 'https://provider.example' });
    expect(making).toThrow(expect.objectContaining({ code: 'CONFIGURATION', details: { option: 'apiKey' } }));
  });

  it('anything over plain http to another machine', () => {
    const making = () => createVDarClient({ apiKey: KEY, baseUrl: 'http://api.v-dar.example/api/v1' });
    expect(making).toThrow(expect.objectContaining({ code: 'CONFIGURATION', details: { option: 'baseUrl' } }));
  });
});

describe('createVDarClient, its errors', () => {
  it('hold neither key nor code nor address, whatever the provider says', async () => {
    const echo = { success: false, detail: `${CODE} ${KEY}`, code: CODE, amount: KEY };
    const made = [
      await answering(422, echo),
      await answering(200, echo),
      await answering(200, `${CODE}${KEY}`),
      await answering(200, { ...echo, success: true, operation_id: CODE }),
      await answering(500, echo),
      await answering(302, echo, { location: `https://evil.example/${CODE}` }),
      await serving((response) => response.destroy()),
      await serving(() => timeouts.pass()),
    ];
    for (const { client } of made) {
      for (const [, call] of [...WRITES, ...READS]) {
        const thrown = await call(client).catch((error: unknown) => error);
        if (thrown === undefined) continue;
        const shown = everythingShown(thrown);
        expect(shown).toMatch(/PerksError: [A-Z_]+/);
        expectNoSecrets(shown, [KEY, CODE, 'evil.example', '127.0.0.1']);
      }
    }
  });
});
