import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVDarClient, type VDarClient } from '@checkout-perks/core/providers/v-dar';
import type { MemberBooks, Provider } from '@checkout-perks/issuer';
import { openTemporaryFolder } from '@checkout-perks/test-kit/temporary-folder';

/** The built shop in its own process. */
export interface RunningShop {
  url: string;
  /** The merchant's client of its issuer. */
  vDar: VDarClient;
  siteId: string;
  newCode(amount: number): Promise<string>;
  balance(): Promise<number>;
  /** Reads a loyalty member from the issuer's control API. */
  member(memberId: string): Promise<MemberBooks>;
  /** Makes all calls of a provider fail from now on; `undefined` ends the failures. */
  down(provider: Provider | '*' | undefined): Promise<void>;
  /** Sends SIGTERM, and returns the exit code and all output. */
  close(): Promise<{ code: number | null; output: string }>;
}

const MAIN = fileURLToPath(new URL('./patient-shop.mjs', import.meta.url));
/** Time limit of the start, ms. It is shorter than the limit of a test's set-up, so that the failure shows the output. */
const PATIENCE = 150_000;
const CONTROL_KEY = 'control-key-of-the-tests';

/** Starts the shop on a free port with an empty data folder. */
export async function runShop(): Promise<RunningShop> {
  const folder = openTemporaryFolder();
  const dataDir = folder.path;
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
      // `localhost` may be another address on this machine, but the shop listens on this one.
      resolve(address.replace('localhost', '127.0.0.1'));
    });
    void ended.then((code) => reject(new Error(`The shop ended with ${code}: ${output}`)));
  }).catch((thrown: unknown) => {
    shop.kill('SIGKILL');
    folder.remove();
    throw thrown;
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
  return {
    url,
    vDar,
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
      folder.remove();
      return { code, output };
    },
  };
}
