import { request } from 'node:http';
import { inspect } from 'node:util';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createIssuer, serveIssuer } from '../src/index.ts';
import { newGift, openIssuer, type TestIssuer } from './support/open-issuer.ts';
import { CLIENT, openLoyalty, PHONE, POINT } from './support/open-loyalty.ts';
import { createMottorCaller, SITE, USER } from './support/open-mottor.ts';

/** Sends a path unchanged: `fetch` and `new URL` would resolve the dots before sending it. */
function sendRaw(
  url: string,
  method: string,
  path: string,
  apiKey: string,
): Promise<{ status?: number; text: string }> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers: { 'X-API-Key': apiKey } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ ...(response.statusCode ? { status: response.statusCode } : {}), text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

async function onPort({ issuer }: TestIssuer): Promise<string> {
  const running = await serveIssuer(issuer, { port: 0 });
  onTestFinished(() => running.close());
  return running.url;
}

describe('a path with dots', () => {
  it('leaves the path of codes and finds nothing', async () => {
    const test = await openIssuer();
    const url = await onPort(test);
    await newGift(test.call);
    for (const dots of ['..', '%2e%2e', '%2E.', '../..', '..%2f..', '%2e%2e%2f']) {
      for (const method of ['GET', 'DELETE']) {
        const { status, text } = await sendRaw(url, method, `/api/v1/codes/${dots}`, test.apiKey);
        // An escaped slash does not separate segments, so the whole text is one unknown code.
        const isCode = dots.includes('%2f');
        expect([dots, method, status]).toStrictEqual([dots, method, isCode && method === 'GET' ? 200 : 404]);
        if (isCode && method === 'GET') expect(JSON.parse(text).exists).toBe(false);
      }
    }
  });
});

describe('an odd code', () => {
  it('that is empty is the list with GET, as documented, and never a deactivation', async () => {
    const { call, siteId } = await openIssuer();
    const code = await newGift(call);
    expect((await call('GET', '/codes/')).json.total).toBe(1);
    expect((await call('DELETE', '/codes/')).status).toBe(405);
    expect((await call('POST', '/codes/activate', { body: { code: '' } })).status).toBe(404);
    expect((await call('GET', `/codes/${code}`)).json.is_valid).toBe(true);
    expect((await call('GET', `/merchants/balance/${siteId}`)).json.balance).toBe(49_000);
  });

  it('of 10 000 characters does not exist', async () => {
    const test = await openIssuer();
    const url = await onPort(test);
    const long = 'A'.repeat(10_000);
    const { status, text } = await sendRaw(url, 'GET', `/api/v1/codes/${long}`, test.apiKey);
    expect([status, JSON.parse(text).exists]).toStrictEqual([200, false]);
    expect((await sendRaw(url, 'DELETE', `/api/v1/codes/${long}`, test.apiKey)).status).toBe(404);
    expect((await test.call('POST', '/codes/activate', { body: { code: long } })).status).toBe(404);
  });

  it('is unknown if it differs by case, spaces, zeros or a NUL', async () => {
    const { call } = await openIssuer();
    const code = await newGift(call);
    const others = [
      code.toLowerCase(),
      ` ${code}`,
      `${code} `,
      `${code}\0`,
      `${code}'--`,
      code.slice(1),
      `${code}${code}`,
    ];
    for (const other of others.filter((text) => text !== code)) {
      expect((await call('GET', `/codes/${encodeURIComponent(other)}`)).json.exists).toBe(false);
      expect((await call('DELETE', `/codes/${encodeURIComponent(other)}`)).status).toBe(404);
      expect((await call('POST', '/codes/activate', { body: { code: other } })).status).toBe(404);
    }
    expect((await call('GET', `/codes/${code}`)).json.is_valid).toBe(true);
  });
});

describe('keys and codes', () => {
  it('appear in no refusal, no failure and no console output', async () => {
    const written: unknown[] = [];
    for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      const spy = vi.spyOn(console, name).mockImplementation((...args) => void written.push(args));
      onTestFinished(() => spy.mockRestore());
    }
    const test = await openIssuer();
    const { issuer, call, apiKey, failures } = test;
    const code = await newGift(call);
    const refused = [
      await call('POST', '/codes/activate', { body: { code: `${code}X` } }),
      await call('POST', '/codes/activate', { body: { code: [code] } }),
      await call('POST', '/codes/activate', { body: { code, site_id: code } }),
      await call('POST', '/codes/activate', { raw: `{"code": "${code}"` }),
      await call('POST', '/codes/generate', { body: { amount: code, [code]: code, name: { [code]: apiKey } } }),
      await call('GET', `/codes/?page=${code}&${apiKey}=1`),
      await call('GET', `/merchants/balance/${code}`),
      await call('POST', `/codes/${code}`),
      await call('GET', `/${code}`),
      await call('GET', '/codes/', { key: `${apiKey}x` }),
    ];
    await issuer.close();
    refused.push(await call('DELETE', `/codes/${code}`), await call('GET', `/codes/${code}`));
    expect(failures.length).toBe(2);

    const seen = inspect([refused, failures, written], { depth: 10 });
    expect(refused.every(({ status }) => status >= 400)).toBe(true);
    expectNoSecrets(seen, [code, apiKey]);
  });

  it('appear in no refusal of Mottor and LoyalClient, and neither does a phone', async () => {
    const written: unknown[] = [];
    for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      const spy = vi.spyOn(console, name).mockImplementation((...args) => void written.push(args));
      onTestFinished(() => spy.mockRestore());
    }
    const { issuer, failures, apiKey, call } = await openLoyalty();
    const mottor = await issuer.control.mottor.createAccount({ userId: USER });
    await issuer.control.mottor.createSite({ userId: USER, siteId: SITE });
    const promos = createMottorCaller(issuer, mottor.apiKey);
    const code = 'SECRETCODE';
    await promos('POST', '/promo', { body: { site_id: SITE, code } });
    const client = { client: CLIENT, point: POINT };
    const refusals = async () => [
      await promos('POST', '/promo', { body: { site_id: SITE, code } }),
      await promos('POST', '/promo', { body: { site_id: SITE, code: `${code}!`, [code]: mottor.apiKey } }),
      await promos('POST', '/promo', { raw: `{"code": "${code}"` }),
      await promos('PUT', `/promo/${code}`, { body: { code } }),
      await promos('GET', `/promo?site_id=${mottor.apiKey}&${code}=1`),
      await promos('GET', `/${code}`),
      await promos('GET', '/promo/1', { key: `${mottor.apiKey}x` }),
      await call('client', { search: `${PHONE}0`, point: POINT }),
      await call('client', { search: [PHONE], point: { [PHONE]: apiKey } }),
      await call('client', undefined, { raw: `{"search": "${PHONE}"` }),
      await call('client', { search: PHONE, point: PHONE }),
      await call('recalc', { ...client, amount: PHONE }),
      await call('retail', { ...client, amount: 1, spend: 0, hold: { [PHONE]: apiKey } }),
      await call(`client/${PHONE}`),
      await call('client', { search: PHONE, point: POINT }, { key: `${apiKey}x` }),
    ];
    const open = await refusals();
    await issuer.close();
    const closed = [...(await refusals()), await call('client', { search: PHONE, point: POINT })];
    expect([...open, ...closed].every(({ status }) => status >= 400)).toBe(true);
    expect(failures.length).toBeGreaterThan(5);
    const seen = inspect([open, closed, failures, written], { depth: 10 });
    expectNoSecrets(seen, [code, mottor.apiKey, PHONE, apiKey]);
  });

  it('appear in no thrown error: a taken key is named by its option alone', async () => {
    const { issuer, apiKey } = await openIssuer();
    const again = issuer.createMerchant({ login: 'shop2', currency: 'RUB', balance: 0, apiKey });
    const thrown: unknown = await again.catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'CONFIGURATION', details: { option: 'apiKey' } });
    expectNoSecrets(inspect(thrown, { depth: 10 }), [apiKey]);
    expect((await issuer.sites()).map(({ login }) => login)).toStrictEqual(['shop1']);
  });

  it('without logError, the console gets only an error’s name and code', async () => {
    const written: unknown[] = [];
    const spy = vi.spyOn(console, 'error').mockImplementation((...args) => void written.push(args));
    onTestFinished(() => spy.mockRestore());
    const issuer = await createIssuer({ database: 'file::memory:' });
    const { apiKey } = await issuer.createMerchant({ login: 'shop1', currency: 'RUB', balance: 0 });
    await issuer.close();
    const headers = { 'X-API-Key': apiKey };
    const url = 'http://issuer.test/api/v1/codes/ABC123XYZ789DEF456GH';
    expect((await issuer.fetch(new Request(url, { headers }))).status).toBe(500);
    expect(written).toStrictEqual([[{ name: 'DatabaseError', code: 'DATABASE_CLOSED' }]]);
  });
});
