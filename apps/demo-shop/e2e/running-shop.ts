import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMottorClient, type MottorClient } from '@checkout-perks/core/providers/mottor';
import { createVDarClient, type VDarClient } from '@checkout-perks/core/providers/v-dar';
import type { MemberBooks, Provider } from '@checkout-perks/issuer';

/** The built shop in a process of its own. */
export interface RunningShop {
  url: string;
  /** Its issuer, as the merchant sees it. */
  vDar: VDarClient;
  siteId: string;
  newCode(amount: number): Promise<string>;
  balance(): Promise<number>;
  /** Its promo codes, as the merchant sees them. */
  mottor: MottorClient;
  /** A loyalty member in the issuer's own books. */
  member(memberId: string): Promise<MemberBooks>;
  /** From now on no call of a provider is answered; `undefined` for all is well again. */
  down(provider: Provider | '*' | undefined): Promise<void>;
  /** Asks it to end, and gives its exit code and everything it wrote. */
  close(): Promise<{ code: number | null; output: string }>;
}

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const PATIENCE = 30_000;
const CONTROL_KEY = 'control-key-of-the-tests';

/** Starts the shop on any free port with a fresh folder for its data. */
export async function runShop(): Promise<RunningShop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'demo-shop-e2e-'));
  const shop = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, ISSUER_CONTROL_KEY: CONTROL_KEY },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  shop.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((resolve) => shop.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The shop did not start: ${output}`)), PATIENCE);
    shop.stdout.on('data', (chunk) => {
      output += chunk;
      const [address] = /http:\/\/localhost:\d+/.exec(output) ?? [];
      if (!address || !/api\/v1\n/.test(output)) return;
      clearTimeout(timer);
      resolve(address);
    });
    void ended.then((code) => reject(new Error(`The shop ended with ${code}: ${output}`)));
  });

  const baseUrl = /http:\/\/127\.0\.0\.1:\d+\/api\/v1/.exec(output)?.[0] ?? '';
  const secrets = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'));
  const control = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${new URL(baseUrl).origin}/__issuer/${path}`, {
      method,
      headers: { authorization: `Bearer ${CONTROL_KEY}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return answer.json();
  };
  const vDar = createVDarClient({ baseUrl, apiKey: secrets.issuerKey });
  const mottor = createMottorClient({
    // As the shop has set them up.
    userId: 1001,
    siteId: 1001,
    apiKey: secrets.promoKey,
    currency: 'RUB',
    baseUrl: new URL(baseUrl).origin,
  });
  return {
    url,
    vDar,
    mottor,
    siteId: secrets.issuerSite,
    newCode: async (amount) =>
      (await vDar.generateCode({ amount, currency: 'RUB', name: 'E2E', expiresInSeconds: 86_400 })).code,
    balance: async () => (await vDar.balance(secrets.issuerSite)).balance,
    member: (memberId) => control('GET', `loyalclient/members/${memberId}`) as Promise<MemberBooks>,
    async down(provider) {
      await control('DELETE', 'faults');
      if (provider === undefined) return;
      await control('POST', 'faults', { on: provider, fault: { kind: 'reset', strikes: 'before' }, probability: 1 });
    },
    async close() {
      shop.kill('SIGTERM');
      const code = await ended;
      await rm(dataDir, { recursive: true, force: true });
      return { code, output };
    },
  };
}
