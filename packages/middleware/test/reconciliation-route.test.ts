import { createPerksClient } from '@checkout-perks/core/client';
import { describe, expect, it } from 'vitest';
import { MERCHANT_SECRET, startShop } from './start-shop.ts';

const ADMIN_SECRET = 'admin-secret-0123456789';
const PATH = '/admin/reconciliation';
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe('GET /admin/reconciliation', () => {
  it('is not there without an admin secret', async () => {
    const shop = await startShop();
    for (const secret of ['', MERCHANT_SECRET, ADMIN_SECRET]) {
      const answer = await shop.call('GET', PATH, undefined, bearer(secret));
      expect([answer.status, answer.json.code]).toEqual([404, 'ROUTE_NOT_FOUND']);
    }
  });

  it('lets in nobody but who brings that secret', async () => {
    const shop = await startShop({ adminSecret: ADMIN_SECRET });
    for (const secret of ['', 'x', MERCHANT_SECRET, `${ADMIN_SECRET}0`, ADMIN_SECRET.slice(0, -1)]) {
      const answer = await shop.call('GET', PATH, undefined, bearer(secret));
      expect([answer.status, answer.json.code]).toEqual([401, 'UNAUTHORIZED']);
    }
    expect((await shop.call('GET', `${PATH}?since=nonsense`, undefined, bearer('x'))).status).toBe(401);
    expect((await shop.call('GET', PATH, undefined, bearer(ADMIN_SECRET))).status).toBe(200);
    // Nor does this secret open the merchant's routes.
    expect((await shop.call('GET', '/orders/o1', undefined, bearer(ADMIN_SECRET))).status).toBe(401);
  });

  it('is closed to pages, those of allowed origins too', async () => {
    const origin = 'https://shop.example';
    const shop = await startShop({ adminSecret: ADMIN_SECRET, allowedOrigins: [origin] });
    const answer = await shop.call('GET', PATH, undefined, { ...bearer(ADMIN_SECRET), origin });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const asked = { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' };
    const preflight = await shop.call('OPTIONS', PATH, undefined, { ...asked, authorization: '' });
    expect(preflight.status).toBe(401);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('takes a time, and nothing else', async () => {
    const shop = await startShop({ adminSecret: ADMIN_SECRET });
    const asked = async (query: string, method = 'GET') => {
      const { status, json } = await shop.call(method, `${PATH}${query}`, undefined, bearer(ADMIN_SECRET));
      return [status, json.code, json.detail];
    };
    expect(await asked('?since=2020-01-01&until=2020-02-01T00:00:00Z')).toEqual([200, undefined, undefined]);
    expect(await asked('?since=yesterday')).toEqual([422, 'INVALID_REQUEST', 'since']);
    expect(await asked('?since=2020-02-01&until=2020-01-01')).toEqual([422, 'INVALID_REQUEST', 'since']);
    expect((await asked('?from=2020-01-01'))[0]).toBe(422);
    expect((await asked('', 'POST')).slice(0, 2)).toEqual([405, 'METHOD_NOT_ALLOWED']);
  });

  it('answers the client as the contract says', async () => {
    const shop = await startShop({ adminSecret: ADMIN_SECRET });
    const client = createPerksClient({ baseUrl: shop.url, adminSecret: ADMIN_SECRET });
    const books = await client.reconcile({ since: '2020-01-01', until: '2020-02-01T00:00:00+03:00' });
    expect(books).toMatchObject({ from: '2020-01-01T00:00:00.000Z', to: '2020-01-31T21:00:00.000Z', differences: [] });
    expect(await client.reconcile()).toMatchObject({ checked: { activations: { provider: 0, journal: 0 } } });

    const merchant = createPerksClient({ baseUrl: shop.url, merchantSecret: MERCHANT_SECRET });
    await expect(merchant.reconcile()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(() => createPerksClient({ baseUrl: shop.url, adminSecret: 'with a break\n' })).toThrow('CONFIGURATION');
  });

  it.each(['short', 'with a space 0123456789', 'with-a-break-0123456789\n'])(
    'cannot be guarded by %j',
    async (adminSecret) => {
      await expect(startShop({ adminSecret })).rejects.toMatchObject({ details: { option: 'adminSecret' } });
    },
  );
});
