import { describe, expect, it } from 'vitest';
import { type Listed, onPort, openMottor, SITE, USER } from './open-mottor.ts';

const MANY = 100_000;

describe('a list of 100 000 promos', () => {
  it('answers whole and in order, on a port, while other calls go on', async () => {
    const { issuer, control, apiKey } = await openMottor();
    for (let start = 0; start < MANY; start += 10_000) {
      const promos = Array.from({ length: 10_000 }, (_, i) => ({ code: `CODE${start + i}`, is_enabled: true }));
      await control.mottor.addPromos({ siteId: SITE, promos });
    }
    await control.mottor.checkOut({ siteId: SITE, code: 'code99999', goods: 100 });
    await control.mottor.checkOut({ siteId: SITE, code: 'code500', goods: 100, lagMs: 1000 });

    const { url } = await onPort(issuer);
    const headers = { Authorization: `Bearer ${apiKey}`, 'X-Api-User-Id': String(USER) };
    let over = false;
    const list = fetch(`${url}/v1/promo?site_id=${SITE}`, { headers })
      .then((response) => response.json() as Promise<Listed[]>)
      .finally(() => {
        over = true;
      });
    let slowest = 0;
    while (!over) {
      const began = performance.now();
      expect((await fetch(`${url}/v1/promo/1`, { headers })).status).toBe(200);
      slowest = Math.max(slowest, performance.now() - began);
    }
    const promos = await list;
    expect(promos).toHaveLength(MANY);
    expect(promos.every(({ pos, code }, index) => pos === index && code === `CODE${index}`)).toBe(true);
    expect(promos[99_999]).toMatchObject({ promo_used_count: 1, is_valid: true });
    expect(promos[500]).toMatchObject({ promo_used_count: 0 });
    // Told in one piece, the list would hold up everybody for as long as it takes.
    expect(slowest).toBeLessThan(2000);
  }, 60_000);

  it.each([999, 1000, 1001, 2000, 2001])('is strict JSON whatever the length of its last part: %i', async (count) => {
    const { control, call } = await openMottor();
    const promos = Array.from({ length: count }, (_, i) => ({ code: `CODE${i}` }));
    await control.mottor.addPromos({ siteId: SITE, promos });
    const { json, headers } = await call('GET', `/promo?site_id=${SITE}`);
    expect((json as Listed[]).map(({ pos }) => pos)).toStrictEqual(promos.map((_, i) => i));
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('breaks off when the database fails on the way, and never ends as if it were whole', async () => {
    const { issuer, control, apiKey, failures } = await openMottor();
    const promos = Array.from({ length: 5000 }, (_, i) => ({ code: `CODE${i}` }));
    await control.mottor.addPromos({ siteId: SITE, promos });
    const headers = { Authorization: `Bearer ${apiKey}`, 'X-Api-User-Id': String(USER) };
    const request = new Request(`http://issuer.test/v1/promo?site_id=${SITE}`, { headers });
    const response = await issuer.fetch(request);
    await issuer.close();
    await expect(response.text()).rejects.toThrow();
    expect(failures).toStrictEqual([{ name: 'DatabaseError', code: 'DATABASE_CLOSED' }]);
  });
});
