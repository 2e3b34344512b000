import Axios, { type AxiosError, type AxiosInstance } from 'axios';
import { beforeEach, describe, expect, it } from 'vitest';
import { newGift, openIssuer } from './support/open-issuer.ts';
import { onPort, openMottor, readList, SITE } from './support/open-mottor.ts';

/** Sets axios up as documented, with our address. */
function mottorHttp(baseURL: string, userId: number, myApiKey: string): AxiosInstance {
  return Axios.create({
    baseURL,
    timeout: 60000,
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      'Cache-Control': 'no-cache, no-store, must-revalidate',
      'X-Api-User-Id': userId,
      Authorization: `Bearer ${myApiKey}`,
    },
  });
}

describe("Mottor's axios samples", () => {
  let http: AxiosInstance;
  let test: Awaited<ReturnType<typeof openMottor>>;
  const promoId = 1;

  beforeEach(async () => {
    test = await openMottor();
    await test.newPromo();
    await test.control.mottor.checkOut({ siteId: SITE, code: 'SALE10', goods: 100_000 });
    const { url } = await onPort(test.issuer);
    http = mottorHttp(url, 123, test.apiKey);
  });

  it('list promos', async () => {
    const { status, data } = await http.get('/v1/promo', { params: { site_id: 11111 } });
    expect([status, data]).toMatchObject([200, [{ id: 1, code: 'SALE10' }]]);
  });

  it('create a promo', async () => {
    const { status, data } = await http.post('/v1/promo', { user_id: 123, site_id: 11111, code: 'mypromocode' });
    expect([status, data]).toMatchObject([200, { code: 'mypromocode', is_enabled: false }]);
  });

  it('get a promo', async () => {
    // biome-ignore lint/style/useTemplate: as the document writes it
    const { status, data } = await http.get('/v1/promo/' + promoId);
    expect([status, data]).toMatchObject([200, { code: 'SALE10' }]);
  });

  it('change a promo: the printed POST is 405, and the PUT of the heading and of curl works', async () => {
    const printed: AxiosError = await http.post('/v1/promo/1', { code: 'newpromocode' }).catch((error) => error);
    expect(printed.response?.status).toBe(405);
    expect(await readList(test.call)).toMatchObject([{ code: 'SALE10' }]);
    const { status, data } = await http.put('/v1/promo/1', { code: 'newpromocode' });
    expect([status, data]).toMatchObject([200, { code: 'newpromocode' }]);
  });

  it('delete a promo', async () => {
    const { status, data } = await http.delete('/v1/promo/1');
    expect([status, data]).toStrictEqual([204, '']);
    expect(await readList(test.call)).toStrictEqual([]);
  });

  it('read the statistics of a promo', async () => {
    const { status, data } = await http.get('/v1/promo/1/statistics');
    expect([status, data]).toMatchObject([200, [{ promo_id: 1, discount_amount: 10 }]]);
  });
});

describe("V-DAR's axios samples", () => {
  /** The samples have paths without a base URL, so the instance must have one. Their `KEY`, `UUID` and `ABC...` are ours. */
  async function open() {
    const test = await openIssuer();
    const { url } = await onPort(test.issuer);
    const axios = Axios.create({ baseURL: `${url}/api/v1` });
    const headers = { 'X-API-Key': test.apiKey };
    return { ...test, axios, url, headers, code: await newGift(test.call) };
  }

  it('generate a code', async () => {
    const { axios, url, headers } = await open();
    const res = await axios.post(`${url}/api/v1/codes/generate`, { amount: 1000, name: 'Gift' }, { headers });
    expect([res.status, res.data]).toMatchObject([200, { amount: 1000, name: 'Gift', status: 'active' }]);
  });

  it('activate, check, list, read the balance and the operations', async () => {
    const { axios, headers, code, siteId } = await open();
    expect((await axios.get(`/codes/${code}`, { headers })).data).toMatchObject({ exists: true, is_valid: true });
    expect((await axios.post('/codes/activate', { code }, { headers })).data).toMatchObject({ activated_amount: 1000 });
    const list = await axios.get('/codes/', { params: { page: 1 }, headers });
    expect(list.data).toMatchObject({ items: [{ code, status: 'activated' }], total: 1 });
    expect((await axios.get(`/merchants/balance/${siteId}`, { headers })).data).toMatchObject({ balance: 50_000 });
    const operations = await axios.get('/operations/', { params: { page: 1 }, headers });
    expect(operations.data).toMatchObject({ items: [{ type: 'code_activation' }, {}], total: 2 });
  });

  it('deactivate a code', async () => {
    const { axios, headers, code } = await open();
    const { data } = await axios.delete(`/codes/${code}`, { headers });
    expect(data).toStrictEqual({ success: true, message: 'Код успешно деактивирован' });
  });
});
