import { describe, expect, it } from 'vitest';
import { openMottor, readList, SITE } from './support/open-mottor.ts';

describe('options of Mottor’s behaviour', () => {
  it('putMode replace sets missing fields to their defaults, and so requires the code', async () => {
    const { call } = await openMottor({ mottor: { putMode: 'replace' } });
    const promo = { site_id: SITE, code: 'SALE10', is_enabled: true, bonus_amount: 10, d_on: '2025-01-01T00:00:00Z' };
    await call('POST', '/promo', { body: promo });
    const { json } = await call('PUT', '/promo/1', { body: { code: 'newpromocode' } });
    expect(json).toMatchObject({ code: 'newpromocode', is_enabled: false, bonus_amount: 0.01, d_on: null });
    const without = await call('PUT', '/promo/1', { body: { is_enabled: true } });
    expect([without.status, without.json]).toMatchObject([400, { error: 10 }]);
    expect((await call('GET', '/promo/1')).json).toMatchObject({ code: 'newpromocode', is_enabled: false });
  });

  it('createStatus and deleteStatus answer the other 2xx', async () => {
    const { call } = await openMottor({ mottor: { createStatus: 201, deleteStatus: 200 } });
    expect((await call('POST', '/promo', { body: { site_id: SITE, code: 'SALE10' } })).status).toBe(201);
    const { status, text } = await call('DELETE', '/promo/1');
    expect([status, text]).toStrictEqual([200, '']);
  });

  it('withIds answers the id where the documentation does not show it', async () => {
    const { call } = await openMottor({ mottor: { withIds: true } });
    await call('POST', '/promo', { body: { site_id: SITE, code: 'FIRST' } });
    expect((await call('POST', '/promo', { body: { site_id: SITE, code: 'SALE10' } })).json).toMatchObject({ id: 2 });
    expect((await call('GET', '/promo/2')).json).toMatchObject({ id: 2, code: 'SALE10' });
    expect((await call('PUT', '/promo/2', { body: { code: 'SALE11' } })).json).toMatchObject({ id: 2, code: 'SALE11' });
  });
});

describe('one account', () => {
  it('gives access to all its sites with each of its keys', async () => {
    const { call, control } = await openMottor();
    const { siteId } = await control.mottor.createSite({ userId: 123, currency: 'USD' });
    const { apiKey } = await control.mottor.createKey({ userId: 123 });
    await call('POST', '/promo', { body: { site_id: siteId, code: 'OTHER' }, key: apiKey });
    expect(await readList(call, siteId)).toMatchObject([{ code: 'OTHER' }]);
    await control.mottor.addPromos({ siteId, promos: [{ code: 'US', is_enabled: true, bonus_amount: 1.5 }] });
    await control.mottor.checkOut({ siteId, code: 'US', goods: 1000 });
    expect((await call('GET', '/promo/2/statistics')).json).toMatchObject([{ currency: 'USD', discount_amount: 1.5 }]);
  });

  it('changes promos of one site concurrently without losing a change or duplicating a code', async () => {
    const { call, newPromo, failures } = await openMottor();
    const ids = [await newPromo({ code: 'one' }), await newPromo({ code: 'two' }), await newPromo({ code: 'three' })];
    const changes = Array.from({ length: 60 }, (_, i) =>
      call('PUT', `/promo/${ids[i % 3]}`, {
        body: i % 2 === 0 ? { code: 'same' } : { quantity_limit: i, is_enabled: i % 4 === 1 },
      }),
    );
    const statuses = (await Promise.all(changes)).map(({ status }) => status);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    const promos = await readList(call);
    expect(new Set(promos.map(({ code }) => code)).size).toBe(3);
    expect(promos.filter(({ code }) => code === 'same')).toHaveLength(1);
    expect(failures).toStrictEqual([]);
  });

  it('creates a code once, however many requests try', async () => {
    const { call } = await openMottor();
    const tries = Array.from({ length: 50 }, (_, i) =>
      call('POST', '/promo', { body: { site_id: SITE, code: i % 2 === 0 ? 'SALE10' : 'sale10' } }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status).toSorted();
    expect(statuses).toStrictEqual([200, ...Array(49).fill(409)]);
    expect(await readList(call)).toHaveLength(1);
  });
});
