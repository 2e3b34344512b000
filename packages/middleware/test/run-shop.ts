import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPerksClient, type PerksClient } from '@checkout-perks/core/client';
import { inject } from 'vitest';
import type {} from './build-for-children.ts';
import { settleOrders } from './settle-orders.ts';
import { CUSTOMER_SECRET, MERCHANT_SECRET, SECRET, type Shop, timingOf } from './start-shop.ts';

/** The middleware as a process of its own. */
export interface ShopProcess {
  url: string;
  client: PerksClient;
  /** All that it has written to stdout and stderr. */
  output(): string;
  /** Resolves once it has left nothing to do. Moves the shop's time where it would wait. */
  settled(): Promise<void>;
  /** Ends it with SIGKILL: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
}

/** Starts the middleware on the journal and the issuer of a shop, as another process, which goes by the shop's clock. */
export async function runShop(shop: Shop, timing: object = {}): Promise<ShopProcess> {
  const setup = {
    secret: SECRET,
    merchantSecret: MERCHANT_SECRET,
    currency: 'RUB',
    database: shop.database,
    recoverEvery: 50,
    quoteWithin: 60_000,
    guarding: { failures: 1_000_000 },
    timing: { ...timingOf(shop.offer.timeoutMs), ...timing },
    ...(shop.offer.perks.includes('points') ? { loyalty: { customerSecret: CUSTOMER_SECRET } } : {}),
    offer: shop.offer,
    ahead: shop.time.ahead,
  };
  const child = spawn(process.execPath, [inject('shopProcess'), JSON.stringify(setup)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const forget = shop.time.onMove((ahead) => child.connected && child.send({ ahead }, () => {}));
  child.on('exit', forget);
  let output = '';
  const collect = (text: string) => {
    output += text;
  };
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);

  const url = await addressOf(child, () => output);
  return {
    url,
    client: createPerksClient({ baseUrl: url, merchantSecret: MERCHANT_SECRET, timeoutMs: 170_000 }),
    output: () => output,
    settled: () =>
      settleOrders({
        journal: shop.journal,
        clock: () => Date.now() + shop.time.ahead,
        pass: (ms) => {
          shop.time.ahead += ms;
        },
        // Time: it looks after them by itself, this is only a pause between two looks.
        recover: () => sleep(5),
        idle: shop.proxy.idle,
      }),
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
    // Time: only a pause between two looks.
    await new Promise((done) => setTimeout(done, 10));
  }
}
