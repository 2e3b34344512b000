import { setTimeout as sleep } from 'node:timers/promises';
import type { PerksProblem } from '@checkout-perks/core/client';
import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import { expectLoyaltyAgrees } from './expect-loyalty-agrees.ts';
import { expectPromosAgree } from './expect-promos-agree.ts';
import type { Call, Fault } from './faulty-proxy.ts';
import { onPostgres } from './new-database.ts';
import { runShop, type ShopProcess } from './run-shop.ts';
import { cartOf, type Shop, startShop } from './start-shop.ts';

/** How much is done; `pnpm simulate --processes` asks for more. */
const ORDERS = Number(process.env.SIMULATED_ORDERS ?? 60);
const KILLS = Number(process.env.SIMULATED_KILLS ?? 6);
/** Some shoppers are refused, and some never get an answer. */
const TRIES = Math.ceil(ORDERS * 1.4);
const SHOPPERS = 16;
const TIMEOUT = 500;
const MEMBERS = 12;

const LOSSES: readonly Fault[] = [
  'resetBefore',
  'resetAfter',
  'failBefore',
  'failAfter',
  'hangBefore',
  'hangAfter',
  'rubbishAfter',
  { late: TIMEOUT + 20 },
  { delay: 60 },
  { status: 429, headers: { 'retry-after': '0' } },
];
const WRITES: readonly Call[] = ['activate', 'generate', 'hold', 'release', 'operate'];

/** Promos with few uses and members with many points, so that shoppers get into each other's way. */
async function openBusyShop(): Promise<{ shop: Shop; members: string[]; sessions: string[] }> {
  const shop = await startShop({
    perks: ['gift', 'promo', 'points'],
    timeoutMs: TIMEOUT,
    timing: { grace: TIMEOUT + 150 },
  });
  await shop.newPromo({ code: 'FEW', quantity_limit_is_enabled: true, quantity_limit: Math.ceil(ORDERS / 10) });
  await shop.newPromo({ code: 'MANY', bonus_amount: 5, bonus_amount_is_in_percentages: true });
  const members: string[] = [];
  const sessions: string[] = [];
  for (let index = 0; index < MEMBERS; index += 1) {
    const phone = `7999000${String(1000 + index)}`;
    members.push(await shop.newMember({ phone, balance: 100_000, level: index % 2 ? 'cashback' : 'silver' }));
    const customerToken = await shop.perks.loyalty.customerToken(phone);
    sessions.push((await shop.client.identify({ customerToken })).session);
  }
  return { shop, members, sessions };
}

/** Faults in one call out of eight; a refusal of a new code is no refusal of a code. */
function faultsAtRandom(call: Call): Fault | undefined {
  if (Math.random() > 0.12) return undefined;
  const fault = LOSSES[Math.floor(Math.random() * LOSSES.length)];
  const lastsLong = fault === 'hangBefore' || fault === 'hangAfter' || (typeof fault === 'object' && 'late' in fault);
  return lastsLong && !WRITES.includes(call) ? 'failBefore' : fault;
}

/** Processes of the shop, one of which is killed now and then and started anew. */
async function openMortalServers(shop: Shop, count: number) {
  const open = () => runShop(shop, { timeoutMs: TIMEOUT });
  const servers: ShopProcess[] = await Promise.all(Array.from({ length: count }, open));
  let ended = false;
  let kills = 0;
  async function strike(): Promise<void> {
    while (!ended && kills < KILLS) {
      await sleep(100 + Math.random() * 300);
      const slot = Math.floor(Math.random() * count);
      await servers[slot]?.kill();
      kills += 1;
      servers[slot] = await open();
    }
  }
  const striking = strike();
  return {
    any: () => servers[Math.floor(Math.random() * count)] as ShopProcess,
    /** Whether there are kills to come. */
    underFire: () => kills < KILLS,
    async close() {
      ended = true;
      await striking;
      for (const server of servers) await server.kill();
      return kills;
    },
  };
}

describe('processes that are killed under load', () => {
  it(`lose nothing in ${ORDERS} orders and ${KILLS} kills`, { timeout: 60_000 + ORDERS * 1500 }, async () => {
    const { shop, members, sessions } = await openBusyShop();
    // Bought before, because nobody else uses the shop's own key.
    const spare: string[][] = [];
    for (let order = 0; order < TRIES; order += 1) {
      spare.push([await shop.newGift(20_000 + (order % 40) * 1000), await shop.newGift(7000 + (order % 9) * 100)]);
    }
    const servers = await openMortalServers(shop, onPostgres() ? 3 : 2);
    shop.proxy.faults = faultsAtRandom;

    let next = 0;
    const shopper = async () => {
      while (next < spare.length || servers.underFire()) {
        const index = next;
        next += 1;
        const codes = spare[index] ?? [];
        const promo = index % 3 === 0 ? ['FEW'] : index % 3 === 1 ? ['MANY'] : [];
        const session = sessions[index % MEMBERS] ?? '';
        const loyalty = index % 4 === 0 ? {} : { loyalty: { session, spend: index % 4 === 1 ? 0 : 10 + (index % 50) } };
        // The kopecks tell the purchases apart in the members' books.
        const wish = { cart: cartOf(40_000 + index), codes: [...promo, ...codes], ...loyalty };
        await buy(() => servers.any().client, `o${index}`, wish, index);
      }
    };
    await Promise.all(Array.from({ length: SHOPPERS }, shopper));
    const kills = await servers.close();

    shop.proxy.faults = () => undefined;
    await letGo(shop);
    const orders = await settled(shop);
    const counts: Record<string, number> = {};
    for (const { state } of orders) counts[state] = (counts[state] ?? 0) + 1;
    console.log(`${orders.length} orders, ${kills} kills: ${JSON.stringify(counts)}`);

    expect(kills).toBeGreaterThanOrEqual(KILLS);
    expect(orders.length).toBeGreaterThan(ORDERS * 0.8);
    // Whatever is still held by nobody's knowledge ends by itself.
    shop.time.ahead += 31 * 60_000;
    await expectBooksAgree(shop.journal, await shop.books());
    await expectPromosAgree(shop.journal, { FEW: Math.ceil(ORDERS / 10) });
    await expectLoyaltyAgrees(
      shop.journal,
      await Promise.all(members.map((id) => shop.control.loyalClient.member(id))),
    );
  });
});

/** Buys as a shop does whose calls may get no answer: some orders are repeated, some let go, some taken back. */
async function buy(
  client: () => ShopProcess['client'],
  id: string,
  wish: Parameters<ShopProcess['client']['reserve']>[1],
  index: number,
): Promise<void> {
  const tries = async (work: () => Promise<unknown>) => {
    for (let time = 0; time < 3; time += 1) {
      try {
        return await work();
      } catch (thrown) {
        const { code } = thrown as { code: string };
        if (!['NETWORK', 'INTERNAL'].includes(code)) return undefined;
        await sleep(100);
      }
    }
    return undefined;
  };
  const reserved = await tries(async () => {
    try {
      return await client().reserve(id, wish);
    } catch (thrown) {
      const { token } = thrown as PerksProblem;
      if (token === undefined) throw thrown;
      // The shopper agrees to what is left of their perks.
      return client().reserve(id, { cart: wish.cart, token });
    }
  });
  if (!reserved) return;
  if (index % 17 === 0) return void (await tries(() => client().cancel(id)));
  await tries(() => client().commit(id));
  if (index % 5 === 0) await tries(() => client().refund(id));
}

/** Lets go of every order that nobody has committed. */
async function letGo(shop: Shop): Promise<void> {
  const reserved = await shop.journal.read
    .selectFrom('perks_order')
    .select('id')
    .where('state', 'in', ['reserved', 'reserving'])
    .execute();
  for (const { id } of reserved) await shop.client.cancel(id).catch(() => {});
}

/** Has recovery look after orders until nothing is left to do, which time must pass for, and tells how the orders ended. */
async function settled(shop: Shop) {
  const open = shop.journal.read.selectFrom('perks_order').select('id').where('wake_at', 'is not', null);
  while (await open.executeTakeFirst()) {
    await shop.perks.recover();
    shop.time.ahead += 5000;
  }
  return shop.journal.read.selectFrom('perks_order').selectAll().execute();
}
