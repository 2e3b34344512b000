import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createPerksClient } from '@checkout-perks/core/client';
import type { QuoteAnswer } from '@checkout-perks/core/contract';
import { createVDarClient } from '@checkout-perks/core/providers/v-dar';
import { createIssuer, type Issuer, type RunningIssuer, type SeededShop, serveIssuer } from '@checkout-perks/issuer';
import { openTemporaryFolder, type TemporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { until } from '@checkout-perks/test-kit/until';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MERCHANT_SECRET = 'a-merchant-secret';
const README = new URL('../../../README.md', import.meta.url);
const README_RU = new URL('../../../README.ru.md', import.meta.url);
// Beside the package's own files, so that its imports resolve as a shop's would.
const SERVER = fileURLToPath(new URL(`readme-server-${randomUUID()}.generated.mjs`, import.meta.url));

async function exampleIn(readme: URL): Promise<string> {
  const text = await readFile(readme, 'utf8');
  return /```js server\.js\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
}

function withoutComments(code: string): string {
  return code.replace(/ *\/\/ .*$/gm, '');
}

/** The port in the line that a server prints once it listens. */
async function printedPort(child: ChildProcess): Promise<string> {
  let output = '';
  for await (const text of child.stdout?.setEncoding('utf8') ?? []) {
    output += text;
    const [, port] = /:(\d+)\s*\n/.exec(output) ?? [];
    if (port !== undefined) return port;
  }
  throw new Error(`The server ended without printing its port: ${output}`);
}

describe('the server of the README', () => {
  let folder: TemporaryFolder;
  let issuer: Issuer;
  let running: RunningIssuer;
  let child: ChildProcess;
  let shop: string;
  let access: { apiKey: string; baseUrl: string };
  let seeded: SeededShop;

  beforeAll(async () => {
    folder = openTemporaryFolder();
    issuer = await createIssuer({ database: pathToFileURL(join(folder.path, 'issuer.db')).href });
    running = await serveIssuer(issuer, { port: 0 });
    seeded = await issuer.control.seed();
    const { vDar, mottor, loyalClient } = seeded;
    access = { apiKey: vDar.apiKey, baseUrl: `${running.url}/api/v1` };

    await writeFile(SERVER, await exampleIn(README));
    child = spawn(process.execPath, [SERVER], {
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        PERKS_SECRET: 'a-secret-of-more-than-thirty-two-characters',
        PERKS_MERCHANT_SECRET: MERCHANT_SECRET,
        PERKS_DATABASE: pathToFileURL(join(folder.path, 'perks.db')).href,
        V_DAR_KEY: vDar.apiKey,
        V_DAR_SITE: vDar.siteId,
        V_DAR_URL: access.baseUrl,
        MOTTOR_USER: String(mottor.userId),
        MOTTOR_KEY: mottor.apiKey,
        MOTTOR_SITE: String(mottor.siteId),
        MOTTOR_URL: running.url,
        LOYALCLIENT_URL: running.url,
        LOYALCLIENT_KEY: loyalClient.apiKey,
        LOYALCLIENT_POINT: loyalClient.pointId,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // It prints its port once it listens. `localhost` may lead elsewhere.
    shop = `http://127.0.0.1:${await printedPort(child)}`;
  });

  afterAll(async () => {
    if (child?.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
    await running?.close();
    await issuer?.close();
    await rm(SERVER, { force: true });
    folder?.remove();
  });

  it('is the same in both languages, but for its comments', async () => {
    const english = await exampleIn(README);
    expect(english).toContain('createPerks');
    expect(withoutComments(await exampleIn(README_RU))).toBe(withoutComments(english));
  });

  it('knows members of the loyalty programme', async () => {
    const [{ search = '' } = {}] = seeded.loyalClient.members;
    const answer = await fetch(`${shop}/perks/v1/loyalty/identify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ search }),
    });
    expect(await answer.json()).toMatchObject({ state: 'confirm' });
  });

  it('takes a promo code and a gift code from a quote to a paid order', async () => {
    const vdar = createVDarClient(access);
    const { code } = await vdar.generateCode({ amount: 300_000, currency: 'RUB', name: '-', expiresInSeconds: 86_400 });

    const cart = { currency: 'RUB', lines: [{ id: 'teapot', quantity: 1, unitPrice: 249_000 }] };
    // The server keeps its own time limits: on a busy machine a quote may go without a provider, as a shopper's would.
    const { quote, token } = await until(async () => {
      const quoted = await fetch(`${shop}/perks/v1/quote`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ cart, codes: ['SALE10', code] }),
      });
      const answer = (await quoted.json()) as QuoteAnswer;
      return !answer.quote.codes.some(({ reason }) => reason === 'discount_code_unavailable') && answer;
    });
    expect(quote).toMatchObject({ total: 224_100, amountDue: 0 });

    const placed = await fetch(`${shop}/checkout`, { method: 'POST', body: new URLSearchParams({ perks: token }) });
    expect(placed.status).toBe(200);
    const answer = (await placed.json()) as { orderId: string };
    expect(answer).toMatchObject({
      orderId: expect.any(String),
      state: expect.stringMatching(/^committ(ed|ing)$/),
      amountDue: 0,
      gifts: [{ amount: 224_100 }],
    });
    // Nor does it keep a shopper waiting for ever: what it has not done by then it does afterwards.
    const client = createPerksClient({ baseUrl: `${shop}/perks/v1`, merchantSecret: MERCHANT_SECRET });
    const order = await until(async () => {
      const found = await client.order(answer.orderId);
      return found.state === 'committed' && found.gifts[0]?.remainder?.status === 'issued' && found;
    });
    const { remainder } = order.gifts[0] ?? {};
    expect(remainder?.amount).toBe(75_900);
    expect(await vdar.checkCode(code)).toMatchObject({ exists: true, isValid: false });
    expect(await vdar.checkCode(remainder?.code ?? '')).toMatchObject({ isValid: true, amount: 75_900 });
  });
});
