import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createPerksClient, type PerksClient } from '@checkout-perks/core/client';
import { CHILD } from './build-for-children.ts';
import { CUSTOMER_SECRET, MERCHANT_SECRET, SECRET, type Shop } from './start-shop.ts';

/** The middleware as a process of its own. */
export interface ShopProcess {
  url: string;
  client: PerksClient;
  /** All that it has written to stdout and stderr. */
  output(): string;
  /** Ends it with SIGKILL: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
}

/** Starts the middleware on the journal and the issuer of a shop, as another process. */
export async function runShop(shop: Shop, { timeoutMs = 1500 } = {}): Promise<ShopProcess> {
  const setup = {
    secret: SECRET,
    merchantSecret: MERCHANT_SECRET,
    currency: 'RUB',
    database: shop.database,
    recoverEvery: 50,
    guarding: { pause: 20 },
    timing: { lease: timeoutMs + 100, grace: timeoutMs + 50, wait: 5000 },
    ...(shop.offer.perks.includes('points') ? { loyalty: { customerSecret: CUSTOMER_SECRET } } : {}),
    offer: { ...shop.offer, timeoutMs },
  };
  const child = spawn(process.execPath, [CHILD, JSON.stringify(setup)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);

  const url = await addressOf(child, () => output);
  return {
    url,
    client: createPerksClient({ baseUrl: url, merchantSecret: MERCHANT_SECRET, timeoutMs: 20_000 }),
    output: () => output,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function addressOf(child: ChildProcess, output: () => string): Promise<string> {
  for (;;) {
    const [address] = /http:\/\/\S+(?=\n)/.exec(output()) ?? [];
    if (address !== undefined) return address;
    if (child.exitCode !== null) throw new Error(`The shop's process ended: ${output()}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
