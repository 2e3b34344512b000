import { beforeEach, describe, expect, it } from 'vitest';
import { type MottorCall, onPort, openMottor, readList, SITE } from './support/open-mottor.ts';
import { hasCurl, runCurl } from './support/run-curl.ts';

interface Server {
  call: MottorCall;
  /** Runs a sample with our address, user and key. Its site 11111 and its promo 1 exist. */
  curl(sample: string): ReturnType<typeof runCurl>;
}

let server: Server;

beforeEach(async () => {
  const { issuer, call, control, apiKey, newPromo } = await openMottor();
  await newPromo({ code: 'SALE10' });
  await control.mottor.checkOut({ siteId: SITE, code: 'SALE10', goods: 100_000 });
  const { url } = await onPort(issuer);
  const curl = (sample: string) =>
    runCurl(
      sample
        .replace('https://api.lpmotor.ru', url)
        .replace('<<Your-user-id>>', '123')
        .replace('<<Your-API-token>>', apiKey),
    );
  server = { call, curl };
});

/**
 * Two of the six documented samples are broken. A space follows their `\`, so the shell ends the command there and never
 * sends the body. Repaired, the backslash ends its line.
 */
const broken = {
  create: String.raw`curl \
-H "Accept: application/json" \
-H "Content-Type: application/json" \
-H "X-Api-User-Id: <<Your-user-id>>" \
-H "Authorization: Bearer <<Your-API-token>>" \
-X POST "https://api.lpmotor.ru/v1/promo" \ 
-d '{"user_id":123,"site_id":11111,"code":"mypromocode"}'`,
  change: String.raw`curl \
-H "Accept: application/json" \
-H "Content-Type: application/json" \
-H "X-Api-User-Id: <<Your-user-id>>" \
-H "Authorization: Bearer <<Your-API-token>>" \
-X PUT "https://api.lpmotor.ru/v1/promo/1" \ 
-d '{"code":"newpromocode"}'`,
};

const mended = (sample: string) => sample.replaceAll('\\ \n', '\\\n');

describe.runIf(hasCurl)('the documented curl samples', () => {
  it('list promos', async () => {
    const { status, json } = await server.curl(String.raw`curl \
-H "Accept: application/json" \
-H "Content-Type: application/json" \
-H "X-Api-User-Id: <<Your-user-id>>" \
-H "Authorization: Bearer <<Your-API-token>>" \
-X GET "https://api.lpmotor.ru/v1/promo?site_id=11111" `);
    expect(status).toBe(200);
    expect(json).toMatchObject([{ id: 1, code: 'SALE10', promo_used_count: 1, is_valid: true }]);
  });

  it('create a promo, when repaired', async () => {
    const { status, json } = await server.curl(mended(broken.create));
    expect(status).toBe(200);
    expect(json).toMatchObject({ code: 'mypromocode', is_enabled: false, bonus_amount: 0.01 });
    expect(await readList(server.call)).toMatchObject([{ code: 'SALE10' }, { code: 'mypromocode' }]);
  });

  it('get a promo', async () => {
    const { status, json } = await server.curl(String.raw`curl \
-H "Accept: application/json" \
-H "Content-Type: application/json" \
-H "X-Api-User-Id: <<Your-user-id>>" \
-H "Authorization: Bearer <<Your-API-token>>" \
-X GET "https://api.lpmotor.ru/v1/promo/1" `);
    expect(status).toBe(200);
    expect(json).toMatchObject({ code: 'SALE10', is_enabled: true, personal_limit_is_enabled: false });
  });

  it('change a promo, when repaired', async () => {
    const { status, json } = await server.curl(mended(broken.change));
    expect(status).toBe(200);
    expect(json).toMatchObject({ code: 'newpromocode', is_enabled: true, bonus_amount: 10 });
  });

  it('delete a promo', async () => {
    const { status, json } = await server.curl(String.raw`curl \
-H "Accept: application/json" \
-H "Content-Type: application/json" \
-H "X-Api-User-Id: <<Your-user-id>>" \
-H "Authorization: Bearer <<Your-API-token>>" \
-X DELETE "https://api.lpmotor.ru/v1/promo/1" `);
    expect([status, json]).toStrictEqual([204, undefined]);
    expect(await readList(server.call)).toStrictEqual([]);
  });

  it('read the statistics of a promo', async () => {
    const { status, json } = await server.curl(String.raw`curl \
-H "Accept: application/json" \
-H "Content-Type: application/json" \
-H "X-Api-User-Id: <<Your-user-id>>" \
-H "Authorization: Bearer <<Your-API-token>>" \
-X GET "https://api.lpmotor.ru/v1/promo/1/statistics"`);
    expect(status).toBe(200);
    expect(json).toMatchObject([{ promo_id: 1, order_price: 1000, discount_amount: 10, promo: { code: 'SALE10' } }]);
  });

  it.each(['create', 'change'] as const)('%s changes nothing when run as printed', async (sample) => {
    await expect(server.curl(broken[sample])).rejects.toThrow();
    expect(await readList(server.call)).toMatchObject([{ code: 'SALE10' }]);
  });
});
