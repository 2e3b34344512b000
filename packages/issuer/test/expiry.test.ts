import { describe, expect, it } from 'vitest';
import { openIssuer, readBalance, START } from './support/open-issuer.ts';

describe('expiry', () => {
  it('follows the clock to the millisecond, and refunds nothing', async () => {
    const { call, siteId, time } = await openIssuer();
    const { json } = await call('POST', '/codes/generate', { body: { amount: 1000, expires_in_seconds: 60 } });
    const code = json.code;

    time.now = START + 59_999;
    expect((await call('GET', `/codes/${code}`)).json).toMatchObject({ is_valid: true, status: 'active' });

    time.now = START + 60_000;
    expect((await call('GET', `/codes/${code}`)).json).toMatchObject({
      exists: true,
      is_valid: false,
      status: 'expired',
      amount: 1000,
    });
    expect((await call('GET', '/codes/')).json.items).toMatchObject([{ status: 'expired' }]);
    expect((await call('POST', '/codes/activate', { body: { code } })).status).toBe(409);
    expect((await call('DELETE', `/codes/${code}`)).status).toBe(409);
    expect(await readBalance(call, siteId)).toBe(49_000);
    expect((await call('GET', '/operations/')).json.total).toBe(1);
  });

  it('does not change a code that was activated in time', async () => {
    const { call, time } = await openIssuer();
    const { json } = await call('POST', '/codes/generate', { body: { amount: 1000, expires_in_seconds: 60 } });
    await call('POST', '/codes/activate', { body: { code: json.code } });
    time.now += 3_600_000;
    expect((await call('GET', `/codes/${json.code}`)).json.status).toBe('activated');
  });
});
