import { afterEach, describe, expect, it } from 'vitest';
import { sendJson } from '../../../test/recording-server.ts';
import { startTinyMottor, type TinyMottor } from '../../../test/tiny-mottor.ts';
import { createMottorClient, type MottorClient } from './client.ts';

const account = { userId: '123', apiKey: 'mottor-key-31c7', siteId: 11111 };
const draft = {
  code: 'Sale10',
  isEnabled: true,
  bonusType: 'goods',
  bonusAmount: 1000,
  bonusAmountIsInPercentages: true,
} as const;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function withServer(timeoutMs = 60_000): Promise<{ server: TinyMottor; client: MottorClient }> {
  const server = await startTinyMottor(account);
  closing.push(server.close);
  return { server, client: createMottorClient({ ...account, currency: 'RUB', baseUrl: server.origin, timeoutMs }) };
}

describe('createMottorClient, creating', () => {
  it('finds its id among promos of other codes', async () => {
    const { server, client } = await withServer();
    server.seed({ code: 'Sale1' });
    server.seed({ code: 'Sale100' });
    const made = await client.createPromo(draft);
    expect(made).toMatchObject({ code: 'Sale10', isEnabled: true, isValid: true, usedCount: 0 });
    expect(server.promos.find(({ id }) => id === made.id)).toMatchObject({ code: 'Sale10', bonus_amount: 10 });
    expect(server.sent('POST')).toHaveLength(1);
  });

  it('finds a code that the provider keeps in another case', async () => {
    const { server, client } = await withServer();
    server.fault = ({ method }, act, response) => {
      if (method !== 'POST') return undefined;
      const answer = act();
      for (const promo of server.promos) promo.code = promo.code.toUpperCase();
      return sendJson(response, ...answer);
    };
    const made = await client.createPromo(draft);
    expect([made.code, made.id]).toEqual(['SALE10', server.promos[0]?.id]);
  });

  it('prefers the exact code to one in another case', async () => {
    const { server, client } = await withServer();
    // Somebody else was as quick, at a provider that tells cases apart.
    server.fault = (request, act, response) => {
      if (request.method !== 'POST') return undefined;
      const answer = act();
      const [mine] = server.promos;
      server.promos.unshift({ ...(mine ?? expect.unreachable()), id: 500, code: 'SALE10' });
      return sendJson(response, ...answer);
    };
    expect((await client.createPromo(draft)).code).toBe('Sale10');
  });

  it.each(['Sale10', 'SALE10', 'sale10'])('sends nothing when the site has the code already, as %s', async (code) => {
    const { server, client } = await withServer();
    server.seed({ code });
    await expect(client.createPromo(draft)).rejects.toMatchObject({ code: 'PROMO_CODE_TAKEN', outcome: 'notApplied' });
    expect(server.sent('POST')).toEqual([]);
  });

  it('takes a 409 for a code that was taken a moment ago', async () => {
    const { server, client } = await withServer();
    server.fault = ({ method }, _, response) =>
      method === 'POST' ? sendJson(response, 409, { title: 'exists', error: 10, code: 409 }) : undefined;
    await expect(client.createPromo(draft)).rejects.toMatchObject({ code: 'PROMO_CODE_TAKEN', outcome: 'notApplied' });
  });

  it('lets one of many at once create a code', async () => {
    const { server, client } = await withServer();
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => client.createPromo(draft)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([server.promos.length, server.sent('POST').length]).toEqual([1, 1]);
  });

  it('creates nothing for a site of another account', async () => {
    const { server } = await withServer();
    const client = createMottorClient({ ...account, siteId: 22222, currency: 'RUB', baseUrl: server.origin });
    const refused = { code: 'PROMO_NOT_FOUND', outcome: 'notApplied', details: { error: 30 } };
    await expect(client.createPromo(draft)).rejects.toMatchObject(refused);
    await expect(client.listPromos()).rejects.toMatchObject(refused);
    expect(server.sent('POST')).toEqual([]);
  });

  it('cannot tell when the provider says yes and then shows nothing', async () => {
    const { server, client } = await withServer();
    server.fault = ({ method }, _, response) => (method === 'POST' ? sendJson(response, 200, {}) : undefined);
    await expect(client.createPromo(draft)).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL', outcome: 'unknown' });
    expect(server.sent('POST')).toHaveLength(1);
  });
});

describe.each(['merge', 'replace'] as const)('createMottorClient, changing, where a PUT means %s', (putMode) => {
  it('changes one field and keeps all the others', async () => {
    const { server, client } = await withServer();
    server.putMode = putMode;
    const before = {
      code: 'Old1',
      is_enabled: true,
      bonus_type: 3,
      bonus_amount: 15.5,
      bonus_amount_is_in_percentages: true,
      time_limit_is_enabled: true,
      d_on: '2025-01-20 12:00:00',
      d_off: '2099-01-20T12:00:00+03:00',
      quantity_limit_is_enabled: true,
      quantity_limit: 7,
      personal_limit_is_enabled: true,
    };
    const promo = server.seed(before);
    const changed = await client.changePromo(promo.id, { code: 'New1' });
    expect(promo).toMatchObject({ ...before, code: 'New1' });
    expect(changed).toMatchObject({ id: promo.id, code: 'New1', bonusType: 'delivery', bonusAmount: 1550 });
    expect(changed).toMatchObject({ isEnabled: true, quantityLimit: 7, personalLimitIsEnabled: true });
  });

  it('uses PUT and nothing else', async () => {
    const { server, client } = await withServer();
    server.putMode = putMode;
    const { id } = server.seed();
    await client.changePromo(id, { isEnabled: true });
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v1/promo?site_id=11111',
      `GET /v1/promo/${id}`,
      `PUT /v1/promo/${id}`,
      `GET /v1/promo/${id}`,
    ]);
  });

  it('loses neither of two changes at once', async () => {
    const { server, client } = await withServer();
    server.putMode = putMode;
    const promo = server.seed();
    await Promise.all([
      client.changePromo(promo.id, { isEnabled: true }),
      client.changePromo(promo.id, { bonusAmount: 500, bonusAmountIsInPercentages: true }),
      client.changePromo(promo.id, { quantityLimit: 3 }),
    ]);
    expect(promo).toMatchObject({
      is_enabled: true,
      bonus_amount: 5,
      quantity_limit: 3,
      quantity_limit_is_enabled: true,
    });
    expect(server.sent('PUT')).toHaveLength(3);
  });
});

describe('createMottorClient, changing and deleting', () => {
  it('touches no promo of another site of the account', async () => {
    const { server, client } = await withServer();
    const foreign = server.seed({ site_id: 22222 });
    const refused = { code: 'PROMO_NOT_FOUND', outcome: 'notApplied' };
    await expect(client.changePromo(foreign.id, { isEnabled: true })).rejects.toMatchObject(refused);
    await expect(client.deletePromo(foreign.id)).rejects.toMatchObject(refused);
    expect([...server.sent('PUT'), ...server.sent('DELETE')]).toEqual([]);
    expect(server.promos).toEqual([foreign]);
  });

  it('refuses a code that another promo of the site has, in whatever case', async () => {
    const { server, client } = await withServer();
    server.seed({ code: 'TAKEN' });
    const { id } = server.seed({ code: 'Mine' });
    const refused = { code: 'PROMO_CODE_TAKEN', outcome: 'notApplied' };
    await expect(client.changePromo(id, { code: 'Taken' })).rejects.toMatchObject(refused);
    expect(server.sent('PUT')).toEqual([]);
    expect(await client.changePromo(id, { code: 'MINE' })).toMatchObject({ code: 'MINE' });
  });

  it('writes nothing when it cannot read all that is to stay', async () => {
    const { server, client } = await withServer();
    const { id } = server.seed({ bonus_amount: 'ten' });
    const refused = { code: 'PROVIDER_PROTOCOL', outcome: 'notApplied' };
    await expect(client.changePromo(id, { isEnabled: true })).rejects.toMatchObject(refused);
    expect(server.sent('PUT')).toEqual([]);
    const bonus = { bonusAmount: 1000, bonusAmountIsInPercentages: false };
    expect(await client.changePromo(id, bonus)).toMatchObject({ bonusAmount: 1000 });
  });

  it('writes nothing that does not go with what is there', async () => {
    const { server, client } = await withServer();
    const { id } = server.seed({ time_limit_is_enabled: true, d_on: '2025-06-01T00:00:00Z' });
    await expect(client.changePromo(id, { endsAt: Date.parse('2025-05-31T23:59:59Z') })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      outcome: 'notApplied',
      details: { path: 'endsAt' },
    });
    expect(server.sent('PUT')).toEqual([]);
  });

  it('tells of a change by somebody else that came between', async () => {
    const { server, client } = await withServer();
    const promo = server.seed();
    server.fault = ({ method }, act, response) => {
      if (method !== 'PUT') return undefined;
      const answer = act();
      promo.bonus_amount = 99;
      return sendJson(response, ...answer);
    };
    await expect(client.changePromo(promo.id, { isEnabled: true })).rejects.toMatchObject({
      code: 'PROMO_CONFLICT',
      outcome: 'unknown',
    });
    expect(server.sent('PUT')).toHaveLength(1);
  });

  it('cannot tell when the provider says yes and shows the promo as it was', async () => {
    const { server, client } = await withServer();
    const { id } = server.seed();
    server.fault = ({ method }, _, response) => (method === 'PUT' ? sendJson(response, 200, {}) : undefined);
    await expect(client.changePromo(id, { isEnabled: true })).rejects.toMatchObject({
      code: 'PROVIDER_PROTOCOL',
      outcome: 'unknown',
    });
  });

  it('deletes a promo of the site', async () => {
    const { server, client } = await withServer();
    const [promo, other] = [server.seed(), server.seed()];
    await client.deletePromo(promo.id);
    expect(server.promos).toEqual([other]);
    await expect(client.deletePromo(promo.id)).rejects.toMatchObject({
      code: 'PROMO_NOT_FOUND',
      outcome: 'notApplied',
    });
    expect(server.sent('DELETE')).toHaveLength(1);
  });

  it.each([
    [403, { title: 'user cant view promo', error: 40, code: 403 }],
    [404, ''],
  ])('takes a %i for done when the promo is gone', async (status, body) => {
    const { server, client } = await withServer();
    const promo = server.seed();
    server.fault = ({ method }, act, response) => {
      if (method !== 'DELETE') return undefined;
      act();
      return sendJson(response, status, body);
    };
    expect(await client.deletePromo(promo.id)).toBeUndefined();
    expect(server.sent('DELETE')).toHaveLength(1);
  });

  it('takes a 403 for a refusal when the promo is still there', async () => {
    const { server, client } = await withServer();
    const promo = server.seed();
    server.fault = ({ method }, _, response) =>
      method === 'DELETE' ? sendJson(response, 403, { title: 'x', error: 40, code: 403 }) : undefined;
    await expect(client.deletePromo(promo.id)).rejects.toMatchObject({
      code: 'PROMO_NOT_FOUND',
      outcome: 'notApplied',
    });
  });
});
