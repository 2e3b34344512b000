import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { serveIssuer } from '../src/index.ts';
import { type Call, newGift, openIssuer } from './support/open-issuer.ts';
import { hasCurl, runCurl } from './support/run-curl.ts';

interface Server {
  call: Call;
  code: string;
  /** Runs a sample with our address, key, code and site. */
  curl(sample: string): Promise<{ status: number; json: unknown }>;
}

let server: Server;

beforeEach(async () => {
  const { issuer, call, apiKey, siteId } = await openIssuer();
  const running = await serveIssuer(issuer, { port: 0 });
  onTestFinished(() => running.close());
  const code = await newGift(call);

  const curl = (sample: string) =>
    runCurl(
      sample
        .replace('https://api.v-dar.ru', running.url)
        .replace(/X-API-Key: (?:YOUR_)?KEY/, `X-API-Key: ${apiKey}`)
        .replace('ABC...', code)
        .replace('UUID', siteId),
    );
  server = { call, code, curl };
});

describe.runIf(hasCurl)("the document's curl samples", () => {
  it('generate a code', async () => {
    const { status, json } = await server.curl(
      String.raw`curl -X POST "https://api.v-dar.ru/api/v1/codes/generate" \
-H "X-API-Key: YOUR_KEY" \
-H "Content-Type: application/json" \
-d '{"amount": 1000, "name": "Gift"}'`,
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ amount: 1000, name: 'Gift', status: 'active', currency_code: 'RUB' });
  });

  it('activate a code', async () => {
    const { status, json } = await server.curl(
      String.raw`curl -X POST "https://api.v-dar.ru/api/v1/codes/activate" \
-H "X-API-Key: YOUR_KEY" \
-H "Content-Type: application/json" \
-d '{"code": "ABC..."}'`,
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ success: true, message: 'Код успешно активирован', activated_amount: 1000 });
  });

  it('check a code', async () => {
    const { status, json } = await server.curl(`curl "https://api.v-dar.ru/api/v1/codes/ABC..." -H "X-API-Key: KEY"`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ exists: true, is_valid: true, amount: 1000, status: 'active' });
  });

  it('list codes', async () => {
    const { status, json } = await server.curl(
      `curl "https://api.v-dar.ru/api/v1/codes/?page=1&size=20" -H "X-API-Key: KEY"`,
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ items: [{ code: server.code }], total: 1, page: 1, size: 20, pages: 1 });
  });

  it('read a balance', async () => {
    const { status, json } = await server.curl(
      `curl "https://api.v-dar.ru/api/v1/merchants/balance/UUID" -H "X-API-Key: KEY"`,
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ site_login: 'shop1', balance: 49_000, frozen_balance: 0, total_balance: 49_000 });
  });

  it('list operations', async () => {
    const { status, json } = await server.curl(
      `curl "https://api.v-dar.ru/api/v1/operations/?page=1" -H "X-API-Key: KEY"`,
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ items: [{ type: 'code_generation', amount: 1000 }], total: 1, page: 1, size: 20 });
  });

  it('deactivate a code', async () => {
    const { status, json } = await server.curl(
      `curl -X DELETE "https://api.v-dar.ru/api/v1/codes/ABC..." -H "X-API-Key: KEY"`,
    );
    expect(status).toBe(200);
    expect(json).toStrictEqual({ success: true, message: 'Код успешно деактивирован' });
    expect((await server.call('GET', `/codes/${server.code}`)).json.status).toBe('deactivated');
  });
});
