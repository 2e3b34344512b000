import { describe, expect, it } from 'vitest';
import { newGift, openIssuer } from './support/open-issuer.ts';

const unknown = '/codes/ABC123XYZ789DEF456GH';

describe('options of V-DAR’s behaviour', () => {
  it('authStatus 403 refuses keys as older FastAPI servers do', async () => {
    const { call } = await openIssuer({ vDar: { authStatus: 403 } });
    for (const key of [null, 'not-a-known-key-at-all'])
      expect((await call('GET', '/codes/', { key })).status).toBe(403);
    expect((await call('GET', '/codes/')).status).toBe(200);
  });

  it('unknownCodeStatus 404 answers 404 for unknown codes only', async () => {
    const { call } = await openIssuer({ vDar: { unknownCodeStatus: 404 } });
    const { status, json } = await call('GET', unknown);
    expect([status, json]).toStrictEqual([404, { detail: 'Код не найден' }]);
    expect((await call('GET', `/codes/${await newGift(call)}`)).json).toMatchObject({ exists: true });
  });

  it('redirectSlashes redirects the lists to their documented paths, with their query', async () => {
    const { call } = await openIssuer({ vDar: { redirectSlashes: true } });
    for (const list of ['codes', 'operations']) {
      const { status, headers } = await call('GET', `/${list}?page=2`);
      expect([status, headers.get('location')]).toStrictEqual([307, `http://issuer.test/api/v1/${list}/?page=2`]);
    }
    expect((await call('GET', '/merchants')).status).toBe(404);
  });
});
