import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlledTimeouts, controlTimeouts } from '../../../test/control-timeouts.ts';
import { everythingShown } from '../../../test/everything-shown.ts';
import { sendJson, startRecordingServer } from '../../../test/recording-server.ts';
import { startTinyMottor, type TinyMottor, type TinyPromo } from '../../../test/tiny-mottor.ts';
import { createMottorClient, type MottorClient } from './client.ts';

const account = { userId: '123', apiKey: 'mottor-key-31c7', siteId: 11111 };
const CODE = 'SECRET7Q3X9Z';
const draft = {
  code: CODE,
  isEnabled: true,
  bonusType: 'goods',
  bonusAmount: 1000,
  bonusAmountIsInPercentages: true,
} as const;

let timeouts: ControlledTimeouts;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  timeouts = controlTimeouts();
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Setting {
  server: TinyMottor;
  client: MottorClient;
  promo: TinyPromo;
}

async function withServer(): Promise<Setting> {
  const server = await startTinyMottor(account);
  closing.push(server.close);
  const client = createMottorClient({ ...account, currency: 'RUB', baseUrl: server.origin });
  return { server, client, promo: server.seed({ code: 'Old1' }) };
}

interface Write {
  name: string;
  method: 'POST' | 'PUT' | 'DELETE';
  run(setting: Setting): Promise<unknown>;
  /** Whether the server has done it. */
  isDone(setting: Setting): boolean;
}

const WRITES: Write[] = [
  {
    name: 'createPromo',
    method: 'POST',
    run: ({ client }) => client.createPromo(draft),
    isDone: ({ server }) => server.promos.some(({ code }) => code === CODE),
  },
  {
    name: 'changePromo',
    method: 'PUT',
    run: ({ client, promo }) => client.changePromo(promo.id, { code: CODE, isEnabled: true }),
    isDone: ({ promo }) => promo.code === CODE && promo.is_enabled,
  },
  {
    name: 'deletePromo',
    method: 'DELETE',
    run: ({ client, promo }) => client.deletePromo(promo.id),
    isDone: ({ server, promo }) => !server.promos.includes(promo),
  },
];
const READS: [string, (setting: Setting) => Promise<unknown>][] = [
  ['listPromos', ({ client }) => client.listPromos()],
  ['getPromo', ({ client, promo }) => client.getPromo(promo.id)],
  ['statistics', ({ client, promo }) => client.statistics(promo.id)],
];

type Fault = NonNullable<TinyMottor['fault']>;

/** Stands between the server and one kind of request only. */
const only =
  (method: string, fault: Fault): Fault =>
  (request, act, response) =>
    request.method === method ? fault(request, act, response) : undefined;

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );

/** An answer that never comes: the time limit of the call passes once the server has been asked. */
const silence: Fault = () => {
  timeouts.pass();
  return 'silence';
};

/** An effect that waits until it is released. */
function held() {
  let [release, happened] = [() => {}, () => {}];
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const done = new Promise<void>((resolve) => {
    happened = resolve;
  });
  return { released, release, done, happened };
}

/** How an answer can get lost, or become worthless. */
const LOSSES: [string, Fault][] = [
  ['is cut off', (_, __, response) => response.destroy()],
  ['never comes', silence],
  ['is a 500', (_, __, response) => sendJson(response, 500, { title: 'unknown error', error: 0, code: 500 })],
  ['is a 503', (_, __, response) => sendJson(response, 503, 'busy')],
  ['is a redirect', (_, __, response) => response.writeHead(302, { location: 'https://evil.example/' }).end()],
  ['speaks of a fault at 200', (_, __, response) => sendJson(response, 200, { title: 'x', error: 0, code: 500 })],
];

describe.each(WRITES)('createMottorClient, $name when things go wrong', ({ method, run, isDone }) => {
  it.each(LOSSES)('is done when it was, though the answer %s', async (_, loss) => {
    const setting = await withServer();
    const { server } = setting;
    server.fault = only(method, (request, act, response) => {
      act();
      return loss(request, act, response) ?? 'answered';
    });
    const result = await run(setting);
    expect([isDone(setting), server.sent(method).length]).toEqual([true, 1]);
    if (method !== 'DELETE') expect(result).toMatchObject({ code: CODE, isEnabled: true });
  });

  it.each(LOSSES)('cannot tell when it does not show, and the answer %s; it sends nothing again', async (_, loss) => {
    const setting = await withServer();
    const { server } = setting;
    server.fault = only(method, (request, act, response) => loss(request, act, response) ?? 'answered');
    expect(await thrownBy(run(setting))).toMatchObject({ outcome: 'unknown' });
    expect([isDone(setting), server.sent(method).length]).toEqual([false, 1]);
  });

  it('cannot tell when the effect comes late, and does not bring it about twice', async () => {
    const setting = await withServer();
    const { server } = setting;
    const effect = held();
    server.fault = only(method, async (_, act) => {
      timeouts.pass();
      await effect.released;
      act();
      effect.happened();
    });
    expect(await thrownBy(run(setting))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    expect(isDone(setting)).toBe(false);
    effect.release();
    await effect.done;
    expect([isDone(setting), server.sent(method).length]).toEqual([true, 1]);
  });

  it('cannot tell when the look afterwards fails too', async () => {
    const setting = await withServer();
    const { server } = setting;
    server.fault = only(method, (_, act, response) => {
      act();
      server.fault = (__, ___, later) => sendJson(later, 429, '');
      return response.destroy();
    });
    expect(await thrownBy(run(setting))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    expect(server.sent(method)).toHaveLength(1);
  });

  it('does not take it for undone because nobody is there afterwards', async () => {
    const setting = await withServer();
    const { server } = setting;
    server.fault = only(method, (_, act, response) => {
      act();
      closing.pop();
      void server.close();
      return response.destroy();
    });
    expect(await thrownBy(run(setting))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
  });

  it.each([
    [400, { title: 'file or data is invalid', error: 10, code: 400 }, 'INVALID_REQUEST'],
    [401, { title: 'unauthorized', error: 0, code: 401 }, 'PROVIDER_AUTH'],
    [402, '', 'PROVIDER_FUNDS'],
    [403, { title: 'x', error: 1, code: 403 }, 'PROVIDER_AUTH'],
    [403, { title: 'x', error: 40, code: 403 }, 'PROMO_NOT_FOUND'],
    [405, '<html></html>', 'PROVIDER_REFUSED'],
    [429, '', 'PROVIDER_RATE_LIMITED'],
    [200, { title: 'x', error: 10, code: 400 }, 'INVALID_REQUEST'],
  ])('is not done when refused with %i %j', async (status, body, code) => {
    const setting = await withServer();
    const { server } = setting;
    server.fault = only(method, (_, __, response) => sendJson(response, status, body, { 'retry-after': '9' }));
    expect(await thrownBy(run(setting))).toMatchObject({
      code,
      outcome: 'notApplied',
      retryAfter: 9,
      details: { status },
    });
    expect([isDone(setting), server.sent(method).length]).toEqual([false, 1]);
  });

  it.each(LOSSES)('is not done when the look before failed: its answer %s', async (_, loss) => {
    const setting = await withServer();
    const { server } = setting;
    server.fault = only('GET', (request, act, response) => loss(request, act, response) ?? 'answered');
    expect(await thrownBy(run(setting))).toMatchObject({ outcome: 'notApplied' });
    expect([isDone(setting), server.sent(method).length]).toEqual([false, 0]);
  });

  it('is not done when nobody was there', async () => {
    const setting = await withServer();
    closing.pop();
    await setting.server.close();
    expect(await thrownBy(run(setting))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'notApplied' });
  });

  it('follows no redirect with its key, to another origin or its own', async () => {
    const other = await startRecordingServer((response) => sendJson(response, 200, []));
    closing.push(other.close);
    for (const from of [method, 'GET']) {
      for (const status of [301, 302, 303, 307, 308]) {
        const setting = await withServer();
        setting.server.fault = only(from, (request, _, response) =>
          response.writeHead(status, { location: other.origin + request.url }).end(),
        );
        expect(await thrownBy(run(setting))).toMatchObject({ code: 'PROVIDER_PROTOCOL' });
      }
    }
    expect(other.seen).toEqual([]);
  });
});

describe.each(WRITES.slice(0, 2))('createMottorClient, $name and the look afterwards', ({ method, run, isDone }) => {
  it('never calls a write undone that was acknowledged, though the look fails', async () => {
    const setting = await withServer();
    const { server } = setting;
    server.fault = only(method, (_, act, response) => {
      server.fault = (__, ___, later) => sendJson(later, 429, '');
      return sendJson(response, ...act());
    });
    expect(await thrownBy(run(setting))).toMatchObject({ code: 'PROVIDER_RATE_LIMITED', outcome: 'unknown' });
    expect([isDone(setting), server.sent(method).length]).toEqual([true, 1]);
  });
});

describe('createMottorClient, creating when the answer got lost', () => {
  it('does not take another promo of the same code for its own', async () => {
    const { server, client } = await withServer();
    server.fault = only('POST', (_, __, response) => {
      server.seed({ code: CODE, bonus_amount: 99 });
      return response.destroy();
    });
    expect(await thrownBy(client.createPromo(draft))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
    });
  });

  it('does not take a promo for its own that was there before under another code', async () => {
    const { server, client } = await withServer();
    const other = server.seed({ is_enabled: true, bonus_amount: 10, bonus_amount_is_in_percentages: true });
    server.fault = only('POST', (_, __, response) => {
      other.code = CODE;
      return response.destroy();
    });
    expect(await thrownBy(client.createPromo(draft))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
    });
  });

  it.each(['', 'null', '[]', '<html></html>', '{"id":"none"}'])('finds it though the answer was %j', async (body) => {
    const { server, client } = await withServer();
    server.fault = only('POST', (_, act, response) => {
      act();
      return sendJson(response, 200, body);
    });
    expect(await client.createPromo(draft)).toMatchObject({ code: CODE, bonusAmount: 1000 });
    expect(server.sent('POST')).toHaveLength(1);
  });
});

describe('createMottorClient, changing when the answer got lost', () => {
  it('tells of a change by somebody else, which is neither the old nor the new', async () => {
    const { server, client, promo } = await withServer();
    server.fault = only('PUT', (_, __, response) => {
      promo.bonus_amount = 99;
      return response.destroy();
    });
    const thrown = await thrownBy(client.changePromo(promo.id, { isEnabled: true }));
    expect(thrown).toMatchObject({ code: 'PROMO_CONFLICT', outcome: 'unknown' });
  });
});

describe.each(READS)('createMottorClient, %s when things go wrong', (_, read) => {
  it.each([
    [401, '', 'PROVIDER_AUTH'],
    [403, { title: 'x', error: 30, code: 403 }, 'PROMO_NOT_FOUND'],
    [403, { title: 'x', error: 40, code: 403 }, 'PROMO_NOT_FOUND'],
    [429, '', 'PROVIDER_RATE_LIMITED'],
    [500, '', 'PROVIDER_UNAVAILABLE'],
    [307, '', 'PROVIDER_PROTOCOL'],
    [200, '', 'PROVIDER_PROTOCOL'],
    [200, '<html></html>', 'PROVIDER_PROTOCOL'],
    [200, {}, 'PROVIDER_PROTOCOL'],
    [200, 'null', 'PROVIDER_PROTOCOL'],
    [200, { title: 'x', error: 40, code: 403 }, 'PROMO_NOT_FOUND'],
  ])('reports %i %j after one request', async (status, body, code) => {
    const setting = await withServer();
    setting.server.fault = (__, ___, response) =>
      sendJson(response, status, body, { location: 'https://evil.example/' });
    expect(await thrownBy(read(setting))).toMatchObject({ code });
    expect(setting.server.seen).toHaveLength(1);
  });
});

describe('createMottorClient, its errors', () => {
  it('hold neither key nor code nor address, whatever the provider says', async () => {
    const echo = { title: `${CODE} ${account.apiKey}`, error: 10, code: 400 };
    const ways: Fault[] = [
      (_, __, response) => sendJson(response, 400, echo),
      (_, __, response) => sendJson(response, 409, { detail: CODE }),
      (_, __, response) => sendJson(response, 200, echo),
      (_, __, response) => sendJson(response, 200, `${CODE}${account.apiKey}`),
      (_, __, response) => sendJson(response, 200, [{ id: CODE, code: account.apiKey }]),
      (_, __, response) => response.writeHead(302, { location: `https://evil.example/${CODE}` }).end(),
      (_, __, response) => response.destroy(),
      silence,
    ];
    for (const fault of ways) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const setting = await withServer();
        setting.server.fault = only(method, fault);
        const calls = [...WRITES.map(({ run }) => run), ...READS.map(([, read]) => read)];
        for (const call of calls) {
          const thrown = await call(setting).then(
            () => undefined,
            (error: unknown) => error,
          );
          if (thrown === undefined) continue;
          const shown = everythingShown(thrown);
          expect(shown).toMatch(/PerksError: [A-Z_]+/);
          expectNoSecrets(shown, [account.apiKey, CODE, 'evil.example', '127.0.0.1']);
        }
      }
    }
  });
});
