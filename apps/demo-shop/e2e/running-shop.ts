import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVDarClient, type VDarClient } from '@checkout-perks/core/providers/v-dar';

/** The built shop in a process of its own. */
export interface RunningShop {
  url: string;
  /** Its issuer, as the merchant sees it. */
  vDar: VDarClient;
  siteId: string;
  newCode(amount: number): Promise<string>;
  balance(): Promise<number>;
  /** Asks it to end, and gives its exit code and everything it wrote. */
  close(): Promise<{ code: number | null; output: string }>;
}

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const PATIENCE = 30_000;

/** Starts the shop on any free port with a fresh folder for its data. */
export async function runShop(): Promise<RunningShop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'demo-shop-e2e-'));
  const shop = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir },
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
  const vDar = createVDarClient({ baseUrl, apiKey: secrets.issuerKey });
  return {
    url,
    vDar,
    siteId: secrets.issuerSite,
    newCode: async (amount) =>
      (await vDar.generateCode({ amount, currency: 'RUB', name: 'E2E', expiresInSeconds: 86_400 })).code,
    balance: async () => (await vDar.balance(secrets.issuerSite)).balance,
    async close() {
      shop.kill('SIGTERM');
      const code = await ended;
      await rm(dataDir, { recursive: true, force: true });
      return { code, output };
    },
  };
}
