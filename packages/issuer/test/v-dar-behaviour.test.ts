import { describe, expect, it } from 'vitest';
import { newGift, openIssuer } from './support/open-issuer.ts';

const unknown = '/codes/ABC123XYZ789DEF456GH';

describe('the other readings of V-DAR’s document', () => {
  it('authStatus 403 refuses keys as older servers of its kind do', async () => {
    const { call } = await openIssuer({ vDar: { authStatus: 403 } });
    for (const key of [null, 'not-a-key-of-anybody']) expect((await call('GET', '/codes/', { key })).status).toBe(403);
    expect((await call('GET', '/codes/')).status).toBe(200);
  });

  it('unknownCodeStatus 404 does not know a code, but knows those that there are', async () => {
    const { call } = await openIssuer({ vDar: { unknownCodeStatus: 404 } });
    const { status, json } = await call('GET', unknown);
    expect([status, json]).toStrictEqual([404, { detail: 'Код не найден' }]);
    expect((await call('GET', `/codes/${await newGift(call)}`)).json).toMatchObject({ exists: true });
  });

  it('redirectSlashes redirects the lists to their documented slash, with their query', async () => {
    const { call } = await openIssuer({ vDar: { redirectSlashes: true } });
    for (const list of ['codes', 'operations']) {
      const { status, headers } = await call('GET', `/${list}?page=2`);
      expect([status, headers.get('location')]).toStrictEqual([307, `http://issuer.test/api/v1/${list}/?page=2`]);
    }
    expect((await call('GET', '/merchants')).status).toBe(404);
  });
});
