import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { temporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);
const bin = fileURLToPath(new URL('../bin/checkout-perks-issuer.js', import.meta.url));
const built = existsSync(new URL('../dist/cli.js', import.meta.url));

let database: string;

beforeEach(() => {
  expect(built, 'the command runs from dist: build the package first').toBe(true);
  database = pathToFileURL(join(temporaryFolder(), 'issuer.db')).href;
});

/** Starts the issuer and waits until it has printed its addresses. */
async function start(...args: string[]): Promise<{ child: ChildProcess; said: () => string; base: string }> {
  return startWith({}, ...args);
}

async function startWith(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ child: ChildProcess; said: () => string; base: string }> {
  const where = 'DATABASE_URL' in env ? [] : ['--database', database];
  const child = spawn(process.execPath, [bin, '--port', '0', ...where, ...args], { env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  await expect.poll(() => output).toMatch(/LoyalClient {2}http:\/\/\S+\n[\s\S]*\n/);
  return { child, said: () => output, base: /http:\/\/\S+/.exec(output)?.[0] ?? '' };
}

async function stop(child: ChildProcess): Promise<unknown> {
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  return code;
}

function accessIn(text: string): { apiKey: string; siteId: string } {
  return {
    apiKey: /X-API-Key {2}(\S+)/.exec(text)?.[1] ?? '',
    siteId: /site_id {4}(\S+)/.exec(text)?.[1] ?? '',
  };
}

async function balance(base: string, { apiKey, siteId }: { apiKey: string; siteId: string }): Promise<unknown> {
  const response = await fetch(`${base}/merchants/balance/${siteId}`, { headers: { 'X-API-Key': apiKey } });
  const { site_login, balance } = (await response.json()) as Record<string, unknown>;
  return [site_login, balance];
}

/** Runs one command on the test's database and returns its output. */
async function said(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [bin, ...args, '--database', database]);
  return stdout;
}

async function failing(...args: string[]): Promise<{ code: number; stderr: string }> {
  return run(process.execPath, [bin, ...args]).then(
    () => ({ code: 0, stderr: '' }),
    (error: { code: number; stderr: string }) => ({ code: error.code, stderr: error.stderr }),
  );
}

describe('checkout-perks-issuer', () => {
  it('creates a first merchant, shows its key once, and stops on SIGTERM', async () => {
    const first = await start('--login', 'flowers', '--balance', '2500.50');
    expect(first.base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1$/);
    const access = accessIn(first.said());
    expect(first.said()).toContain('they are shown only once');
    expect(await balance(first.base, access)).toStrictEqual(['flowers', 2500.5]);
    expect(await stop(first.child)).toBe(0);

    const second = await start('--login', 'flowers', '--balance', '1');
    expectNoSecrets(second.said(), [access.apiKey]);
    expect(second.said()).toContain('checkout-perks-issuer merchant --login');
    expect(await balance(second.base, access)).toStrictEqual(['flowers', 2500.5]);
    expect(await stop(second.child)).toBe(0);
  });

  it('answers running requests before it stops', async () => {
    const { child, base, said } = await start();
    const headers = { 'X-API-Key': accessIn(said()).apiKey };
    const body = JSON.stringify({ amount: 1 });
    const under = Array.from({ length: 20 }, () => fetch(`${base}/codes/generate`, { method: 'POST', headers, body }));
    await Promise.race(under);
    expect(await stop(child)).toBe(0);
    const settled = await Promise.allSettled(under);
    // A connection that was not accepted yet may be refused, but no answer may be cut off.
    for (const one of settled) if (one.status === 'fulfilled') expect(one.value.status).toBe(200);
  });

  it('creates another merchant while the issuer runs, and lists the sites', async () => {
    const { base, child } = await start();
    const { stdout } = await run(process.execPath, [
      ...[bin, 'merchant', '--login', 'books', '--balance', '700', '--database', database],
    ]);
    const access = accessIn(stdout);
    expect(await balance(base, access)).toStrictEqual(['books', 700]);
    const { stdout: sites } = await run(process.execPath, [bin, 'sites', '--database', database]);
    expect(sites).toContain(`${access.siteId}  books  700.00 RUB`);
    expect(sites).toMatch(/ {2}shop {2}100000\.00 RUB/);
    await stop(child);
  });

  it('reports an error in one line, and creates no merchant if the start fails', async () => {
    const { base, child } = await start();
    const { port } = new URL(base);
    const elsewhere = database.replace('issuer.db', 'other.db');
    const taken = await failing('--port', port, '--database', elsewhere);
    expect(taken).toStrictEqual({ code: 1, stderr: 'The port is in use: choose another with --port.\n' });
    const { stdout } = await run(process.execPath, [bin, 'sites', '--database', elsewhere]);
    expect(stdout).toBe('');
    await stop(child);

    const wrong: [string[], RegExp][] = [
      [['--port', 'http'], /--port takes/],
      [['--port', '65536'], /--port takes/],
      [['--balance', 'lots'], /--balance takes/],
      [['--currency', 'rub'], /--currency takes/],
      [['--databse=x'], /Unknown option --databse/],
      [['--database', elsewhere, 'sites'], /Put "sites" before/],
      // Whatever the error is, it must not contain the password.
      [['--database', 'postgres://user:password-of-the-shop@127.0.0.1:1/issuer'], /./],
      [['merchant', '--login', 'shop'], /--balance/],
      [['merchant', '--login', 'shop', '--balance', '1', '--database', database], /--login is taken/],
      [['sites', 'all'], /Unexpected argument/],
      [['keys', 'new'], /exactly one of --site/],
      [['keys', 'new', '--site', 'x', '--user', '5', '--database', database], /exactly one of --site/],
      [['keys', 'new', '--user', '5', '--database', database], /no such --user/],
      [['top-up', '--site', 'x', '--sum', '5', '--database', database], /no such site/],
      [['seed', '--login', 'shop', '--database', database], /--login is taken/],
      [['reset', '--database', database], /reset --yes/],
    ];
    // None of them changes anything, so several may run at once.
    const waiting = wrong.values();
    const lane = async () => {
      for (const [args, said] of waiting) {
        const { code, stderr } = await failing(...args);
        expect([args, code]).toStrictEqual([args, 1]);
        expect(stderr).toMatch(said);
        expect(stderr.trim().split('\n')).toHaveLength(1);
        expectNoSecrets(stderr, ['password-of-the-shop']);
      }
    };
    await Promise.all([lane(), lane(), lane()]);
  });

  it('prints everything that a new shop must configure for all three providers', async () => {
    const { base, child, said } = await start();
    const origin = base.replace('/api/v1', '');
    expect(said()).toContain(`V-DAR        ${origin}/api/v1\nMottor       ${origin}\nLoyalClient  ${origin}\n`);
    const value = (name: string) => new RegExp(`${name} +(.+)`).exec(said())?.[1] ?? '';
    const [, mottor = ''] = said().split('Mottor, promo codes');
    const siteId = /site_id +(\d+)/.exec(mottor)?.[1];
    const headers = { 'X-Api-User-Id': value('X-Api-User-Id'), Authorization: value('Authorization') };
    const promos = await fetch(`${origin}/v1/promo?site_id=${siteId}`, { headers });
    expect([promos.status, await promos.json()]).toStrictEqual([200, []]);
    const client = await fetch(`${origin}/integration/general/client`, {
      method: 'POST',
      headers: { apikey: value('apikey') },
      body: JSON.stringify({ search: '79000000001', point: value('point') }),
    });
    expect([client.status, await client.json()]).toStrictEqual([422, { client: 'Client not found.' }]);
    // The control API stays closed without --control.
    expect((await fetch(`${origin}/__issuer/survey`, { headers: { Authorization: 'Bearer undefined' } })).status).toBe(
      404,
    );
    await stop(child);
  });

  it('opens the control API with a new key or with ISSUER_CONTROL_KEY', async () => {
    const made = await start('--control');
    const [, url = '', authorization = ''] = /Control +(\S+) with Authorization: (.+)/.exec(made.said()) ?? [];
    const survey = (authorization: string) => fetch(`${url}/survey`, { headers: { Authorization: authorization } });
    expect(await (await survey(authorization)).json()).toMatchObject({ sites: [{ login: 'shop' }] });
    expect((await survey('Bearer x')).status).toBe(401);
    await stop(made.child);

    const ISSUER_CONTROL_KEY = 'a-key-from-outside';
    const given = await startWith({ ISSUER_CONTROL_KEY, DATABASE_URL: database }, '--control');
    expectNoSecrets(given.said(), [ISSUER_CONTROL_KEY]);
    const { port } = new URL(given.base);
    const headers = { Authorization: `Bearer ${ISSUER_CONTROL_KEY}` };
    const again = await fetch(`http://127.0.0.1:${port}/__issuer/survey`, { headers });
    expect(await again.json()).toMatchObject({ sites: [{ login: 'shop' }] });
    await stop(given.child);
  });

  it('seeds a shop, shows it, adds a key, tops up its balance, and deletes it only with --yes', async () => {
    const seeded = await said('seed');
    expect(seeded).toMatch(/SALE10 +10 % off the goods/);
    expect(seeded).toMatch(/79000000004 +discount 7 %/);
    const { siteId, apiKey } = accessIn(seeded);

    const shown = await said('show', '--url', 'https://issuer.example/');
    expect(shown).toContain('V-DAR        https://issuer.example/api/v1\n');
    expect(shown).toContain(`site_id ${siteId}  "demo"  90000.00 RUB`);
    expect(shown).toMatch(/Mottor +X-Api-User-Id 1 {2}site_id 1 {2}11 promos, RUB/);
    expect(shown).toMatch(/LoyalClient +point [0-9a-f]{24} {2}"demo"/);
    expectNoSecrets(shown, [apiKey]);

    expect(await said('top-up', '--site', siteId, '--sum', '2500.50')).toBe(`${siteId}  demo  92500.50 RUB\n`);
    const [newKey = ''] = (await said('keys', 'new', '--site', siteId)).split('\n');
    const { base, child } = await start();
    for (const key of [apiKey, newKey]) {
      expect(await balance(base, { apiKey: key, siteId })).toStrictEqual(['demo', 92_500.5]);
    }
    await stop(child);

    const asked = await failing('reset', '--database', database);
    expect(asked.stderr).toMatch(/1 V-DAR sites, 1 Mottor sites and 1 points of sale.*reset --yes/);
    expect(await said('sites')).toContain('demo');
    expect(await said('reset', '--yes')).toContain('Deleted');
    expect(await said('sites')).toBe('');
  });
});
