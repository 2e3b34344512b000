import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { until } from '@checkout-perks/test-kit/until';
import { afterEach, describe, expect, it } from 'vitest';
import type { Perks } from '../src/index.ts';
import { ANNA, startLoyalShop } from './loyal-shop.ts';
import { LOYALTY } from './offer-perks.ts';
import { CUSTOMER_SECRET, MERCHANT_SECRET, SECRET } from './start-shop.ts';

const run = promisify(execFile);
const DOC = new URL('../../../docs/loyalty.md', import.meta.url);

/** The example that begins so, such as "```php". */
async function example(fence: string): Promise<string> {
  const text = await readFile(DOC, 'utf8');
  const [, code = ''] = text.split(`\n\`\`\`${fence}\n`);
  return code.split('\n```\n')[0] ?? '';
}

/** Writes an example beside the package's own files, so that its imports resolve as a shop's would, and loads it. */
async function load(name: string, code: string): Promise<Record<string, unknown>> {
  const file = fileURLToPath(new URL(`${name}-${randomUUID()}.generated.mjs`, import.meta.url));
  await writeFile(file, code);
  try {
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    await rm(file);
  }
}

async function isThere(command: string): Promise<boolean> {
  return run(command, ['--version']).then(
    () => true,
    () => false,
  );
}

const php = await isThere('php');
const python = await isThere('python3');

const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

describe('the examples of docs/loyalty.md', () => {
  it('set a shop up that sends codes and knows its customers', async () => {
    const shop = await startLoyalShop();
    const messages: { to: string; text: string; key: string | undefined }[] = [];
    const gateway = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      messages.push({ ...JSON.parse(Buffer.concat(chunks).toString()), key: request.headers.authorization });
      response.end('{}');
    }).listen(0, '127.0.0.1');
    shop.onClose(() => gateway.close());
    await new Promise((done) => gateway.once('listening', done));
    Object.assign(process.env, {
      PERKS_SECRET: SECRET,
      PERKS_MERCHANT_SECRET: MERCHANT_SECRET,
      PERKS_CUSTOMER_SECRET: CUSTOMER_SECRET,
      PERKS_DATABASE: shop.database,
      LOYALCLIENT_URL: shop.proxy.url,
      LOYALCLIENT_KEY: LOYALTY.apiKey,
      LOYALCLIENT_POINT: LOYALTY.point,
      SMS_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`,
      SMS_KEY: 'sms-key',
    });

    const { perks } = (await load('loyalty', await example('js loyalty.js'))) as { perks: Perks };
    shop.onClose(() => perks.close());
    const post = async (path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json', 'accept-language': 'ru-RU' };
      const request = new Request(`http://shop.test${perks.basePath}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return (await perks.fetch(request)).json() as Promise<{ session: string; state: string }>;
    };
    const { session } = await post('/loyalty/identify', { search: '8 (912) 345-67-89' });
    await until(() => messages.length >= 1);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ to: '+79123456789', key: 'Bearer sms-key' });
    const [code] = /\d{6}/.exec(messages[0]?.text ?? '') ?? [];
    expect(await post('/loyalty/confirm', { session, code })).toMatchObject({ state: 'identified' });
    expect(await post('/loyalty/identify', { search: ANNA.appCode })).toMatchObject({ state: 'identified' });

    const { customerToken } = (await load('customer-token', await example('js customer-token.js'))) as {
      customerToken: (search: string, secret: string) => string;
    };
    for (const token of [
      customerToken('+7 912 345-67-89', CUSTOMER_SECRET),
      await perks.loyalty.customerToken('+7 912 345-67-89', 10 * 60_000),
    ]) {
      expect(await post('/loyalty/identify', { customerToken: token })).toMatchObject({ state: 'identified' });
    }
  });

  it.runIf(php)('sign a customer in with PHP', async () => {
    const shop = await startLoyalShop();
    const code = `${(await example('php')).replace('<?php', '')}\necho customer_token($argv[1], $argv[2]);`;
    const { stdout } = await run('php', ['-r', code, '+7 912 345-67-89', CUSTOMER_SECRET]);
    expect(await shop.client.identify({ customerToken: stdout })).toMatchObject({ state: 'identified' });
  });

  it.runIf(python)('sign a customer in with Python', async () => {
    const shop = await startLoyalShop();
    const code = `${await example('python')}\nimport sys\nprint(customer_token(sys.argv[1], sys.argv[2]), end='')`;
    const { stdout } = await run('python3', ['-c', code, ANNA.card, CUSTOMER_SECRET]);
    expect(await shop.client.identify({ customerToken: stdout })).toMatchObject({ state: 'identified' });
  });
});
