import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlledTimeouts, controlTimeouts } from '../../../test/control-timeouts.ts';
import { everythingShown } from '../../../test/everything-shown.ts';
import { sendJson, startRecordingServer } from '../../../test/recording-server.ts';
import { startTinyLoyalClient, type TinyLoyalClient, type TinyMember } from '../../../test/tiny-loyal-client.ts';
import { createLoyalClient, type LoyalClient } from './client.ts';

const account = { apiKey: 'loyal-key-31c7', point: '62aPOINT4f4' };

let timeouts: ControlledTimeouts;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  timeouts = controlTimeouts();
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Setting {
  server: TinyLoyalClient;
  client: LoyalClient;
  member: TinyMember;
}

async function withServer(): Promise<Setting> {
  const server = await startTinyLoyalClient(account);
  closing.push(server.close);
  const client = createLoyalClient({ ...account, currency: 'RUB', baseUrl: server.origin });
  const member = server.seed({ points: 500 });
  server.holds.set('63aOLDHOLD', { member, point: account.point, amount: 10, until: Date.now() / 1000 + 600 });
  return { server, client, member };
}

interface Call {
  name: string;
  run(setting: Setting): Promise<unknown>;
  /** Whether the server has done it; none for what only reads. */
  isDone?(setting: Setting): boolean;
}

const WRITES: Required<Call>[] = [
  {
    name: 'hold',
    run: ({ client, member }) => client.hold({ clientId: member.id, points: 100, minutes: 10 }),
    isDone: ({ server }) => server.holds.size === 2,
  },
  {
    name: 'release',
    run: ({ client }) => client.release('63aOLDHOLD'),
    isDone: ({ server }) => server.holds.size === 0,
  },
  {
    name: 'retail',
    run: ({ client, member }) => client.retail({ clientId: member.id, amount: 100_000, spend: 100 }),
    isDone: ({ member }) => member.points === 400,
  },
];
const READS: Call[] = [
  { name: 'client', run: ({ client, member }) => client.client({ search: member.phone }) },
  { name: 'recalc', run: ({ client, member }) => client.recalc({ clientId: member.id, amount: 100_000 }) },
];

type Fault = NonNullable<TinyLoyalClient['fault']>;

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
const LOSSES: [string, string, Fault][] = [
  ['is cut off', 'PROVIDER_UNAVAILABLE', (_, __, response) => response.destroy()],
  ['never comes', 'PROVIDER_UNAVAILABLE', silence],
  ['is a 500', 'PROVIDER_UNAVAILABLE', (_, __, response) => sendJson(response, 500, { spend: "can't be more 1" })],
  ['is a 503', 'PROVIDER_UNAVAILABLE', (_, __, response) => sendJson(response, 503, 'busy')],
  ['is a redirect', 'PROVIDER_PROTOCOL', (_, __, response) => response.writeHead(302, { location: '/' }).end()],
  ['is empty', 'PROVIDER_PROTOCOL', (_, __, response) => sendJson(response, 200, '')],
  ['is a page', 'PROVIDER_PROTOCOL', (_, __, response) => sendJson(response, 200, '<html></html>')],
  ['says neither yes nor no', 'PROVIDER_PROTOCOL', (_, __, response) => sendJson(response, 200, {})],
];

describe.each(WRITES)('createLoyalClient, $name when things go wrong', ({ run, isDone }) => {
  it.each(LOSSES)('cannot tell when the answer %s, done or not, and sends nothing again', async (_, code, loss) => {
    for (const done of [true, false]) {
      const setting = await withServer();
      const { server } = setting;
      server.fault = (request, act, response) => {
        if (done) act();
        return loss(request, act, response) ?? 'answered';
      };
      expect(await thrownBy(run(setting))).toMatchObject({ code, outcome: 'unknown' });
      expect([isDone(setting), server.seen.length]).toEqual([done, 1]);
    }
  });

  it('cannot tell when the effect comes late, and does not bring it about twice', async () => {
    const setting = await withServer();
    const { server } = setting;
    const effect = held();
    server.fault = async (_, act) => {
      timeouts.pass();
      await effect.released;
      act();
      effect.happened();
    };
    expect(await thrownBy(run(setting))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' });
    expect(isDone(setting)).toBe(false);
    effect.release();
    await effect.done;
    expect([isDone(setting), server.seen.length]).toEqual([true, 1]);
  });

  it.each([
    [401, { apikey: 'Invalid apikey.' }, 'PROVIDER_AUTH'],
    [422, { apikey: 'Invalid apikey.' }, 'PROVIDER_AUTH'],
    [422, { client: 'Client not found.' }, 'MEMBER_NOT_FOUND'],
    [422, { point: 'Point not found.' }, 'CONFIGURATION'],
    [422, { spend: "Spend can't be more 100" }, 'POINTS_EXCEEDED'],
    [422, { hold: 'x' }, 'POINTS_HOLD_NOT_FOUND'],
    [422, { duration: 'x' }, 'INVALID_REQUEST'],
    [422, ['x'], 'PROVIDER_REFUSED'],
    [400, '<html></html>', 'PROVIDER_REFUSED'],
    [429, '', 'PROVIDER_RATE_LIMITED'],
    [200, { success: false }, 'PROVIDER_REFUSED'],
    [200, { success: false, client: 'Client not found.' }, 'MEMBER_NOT_FOUND'],
  ])('is not done when refused with %i %j', async (status, body, code) => {
    const setting = await withServer();
    setting.server.fault = (_, __, response) => sendJson(response, status, body, { 'retry-after': '9' });
    expect(await thrownBy(run(setting))).toMatchObject({
      code,
      outcome: 'notApplied',
      retryAfter: 9,
      details: { status },
    });
    expect([isDone(setting), setting.server.seen.length]).toEqual([false, 1]);
  });

  it('is not done when nobody was there', async () => {
    const setting = await withServer();
    closing.pop();
    await setting.server.close();
    expect(await thrownBy(run(setting))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'notApplied' });
  });
});

describe.each([...WRITES, ...READS])('createLoyalClient, $name and redirects', ({ run }) => {
  it.each([301, 302, 303, 307, 308])('does not follow a %i with its key', async (status) => {
    const other = await startRecordingServer((response) => sendJson(response, 200, { success: true }));
    closing.push(other.close);
    const setting = await withServer();
    setting.server.fault = ({ url }, _, response) => response.writeHead(status, { location: other.origin + url }).end();
    expect(await thrownBy(run(setting))).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
    expect([setting.server.seen.length, other.seen.length]).toEqual([1, 0]);
  });
});

describe.each(READS)('createLoyalClient, $name when things go wrong', ({ run }) => {
  it.each(LOSSES)('reports an answer that %s, after one request', async (_, code, loss) => {
    const setting = await withServer();
    setting.server.fault = (request, act, response) => loss(request, act, response) ?? 'answered';
    expect(await thrownBy(run(setting))).toMatchObject({ code });
    expect(setting.server.seen).toHaveLength(1);
  });
});

describe('createLoyalClient, answers to writes that cannot be read', () => {
  const held = { id: 'h', until: 1704045600, amount: 100 };
  it.each([
    ['no hold', undefined],
    ['a hold without an id', { ...held, id: null }],
    ['a hold without an end', { ...held, until: null }],
    ['a hold that ends in words', { ...held, until: '2023-12-31T18:00:00Z' }],
    ['a hold that ended with the epoch', { ...held, until: 0 }],
    ['a hold of no number', { ...held, amount: 'all' }],
    ['a hold of less than nothing', { ...held, amount: -1 }],
  ])('cannot tell after %s', async (_, json) => {
    const setting = await withServer();
    setting.server.fault = (__, ___, response) => sendJson(response, 200, { success: true, held: json });
    const hold = setting.client.hold({ clientId: setting.member.id, points: 100 });
    expect(await thrownBy(hold)).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
  });

  const retail = { amount: 100, total: 0, percent: 10, type: 'cashback', spend: 100 };
  it.each([
    ['no operation', undefined],
    ['no total', { ...retail, total: null }],
    ['a total of three decimals', { ...retail, total: 10.005 }],
    ['a total below zero', { ...retail, total: -1 }],
    ['a total in words', { ...retail, total: 'ten' }],
    ['points below zero', { ...retail, spend: -100 }],
    ['no word of the points that were to be spent', { ...retail, spend: null, earn: 10 }],
    ['no percentage', { ...retail, percent: null }],
  ])('cannot tell after %s', async (_, json) => {
    const setting = await withServer();
    setting.server.fault = (__, ___, response) => sendJson(response, 200, { success: true, retail: json });
    const done = setting.client.retail({ clientId: setting.member.id, amount: 10_000, spend: 100 });
    expect(await thrownBy(done)).toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
    expect(setting.server.seen).toHaveLength(1);
  });
});

describe('createLoyalClient against a small server', () => {
  it('is told the most that can be spent, and spends that', async () => {
    const { client, member } = await withServer();
    const purchase = { clientId: member.id, amount: 100_000 };
    const thrown = await thrownBy(client.retail({ ...purchase, spend: 491 }));
    expect(thrown).toMatchObject({
      code: 'POINTS_EXCEEDED',
      outcome: 'notApplied',
      details: { path: 'spend', max: 490 },
    });
    expect(await client.retail({ ...purchase, spend: 490 })).toMatchObject({ spend: 490, total: 51_000 });
  });

  it('is told that a hold asks for too many points', async () => {
    const { client, member } = await withServer();
    const thrown = await thrownBy(client.hold({ clientId: member.id, points: 491 }));
    expect(thrown).toMatchObject({
      code: 'POINTS_EXCEEDED',
      outcome: 'notApplied',
      details: { path: 'amount', max: 490 },
    });
  });

  it('lets go of a hold that never was', async () => {
    const { client } = await withServer();
    expect(await client.release('63aNEVER')).toBeUndefined();
  });

  it('learns of a wrong key and of a wrong point', async () => {
    const { server, member } = await withServer();
    const reach = { currency: 'RUB', baseUrl: server.origin };
    const stranger = createLoyalClient({ ...account, ...reach, apiKey: 'other' });
    expect(await thrownBy(stranger.client({ search: member.phone }))).toMatchObject({ code: 'PROVIDER_AUTH' });
    const elsewhere = createLoyalClient({ ...account, ...reach, point: 'other' });
    expect(await thrownBy(elsewhere.client({ search: member.phone }))).toMatchObject({
      code: 'CONFIGURATION',
      details: { option: 'point' },
    });
  });
});

describe('createLoyalClient, its errors', () => {
  it('hold neither key nor phone nor ids nor address, whatever the provider says', async () => {
    const phone = '79990001122';
    const secrets = [account.apiKey, phone, '9990001122', '63aSECRETHOLD', '62aSECRETID', 'evil.example', '127.0.0.1'];
    const said = secrets.join(' ');
    const ways: Fault[] = [
      (_, __, response) => sendJson(response, 422, { client: said, hold: said, spend: said }),
      (_, __, response) => sendJson(response, 400, { [said]: said }),
      (_, __, response) => sendJson(response, 200, { success: false, message: said }),
      (_, __, response) => sendJson(response, 200, { success: true, client: { id: said }, held: said, retail: said }),
      (_, __, response) => sendJson(response, 200, said),
      (_, __, response) => response.writeHead(302, { location: `https://evil.example/${phone}` }).end(),
      (_, __, response) => response.destroy(),
      silence,
    ];
    for (const fault of ways) {
      const { server, client } = await withServer();
      server.fault = fault;
      const about = { clientId: '62aSECRETID', amount: 100 };
      const holds = ['63aSECRETHOLD'];
      const calls = [
        client.client({ search: phone, holds }),
        client.recalc({ ...about, holds }),
        client.hold({ ...about, points: 1 }),
        client.release('63aSECRETHOLD'),
        client.retail({ ...about, spend: 1, holds }),
        client.client({ search: `${phone}${'x'.repeat(300)}` }),
        client.retail({ ...about, spend: 0.5, holds }),
      ];
      const thrown = (await Promise.allSettled(calls)).flatMap((call) =>
        call.status === 'rejected' ? [call.reason] : [],
      );
      expect(thrown.length).toBeGreaterThanOrEqual(6);
      for (const error of thrown) {
        const shown = everythingShown(error);
        expect(shown).toMatch(/PerksError: [A-Z_]+/);
        expectNoSecrets(shown, secrets);
      }
    }
  });
});
