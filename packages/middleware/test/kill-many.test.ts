import { setTimeout as sleep } from 'node:timers/promises';
import type { PerksProblem } from '@checkout-perks/core/client';
import type { Order } from '@checkout-perks/core/contract';
import { type SeededRandom, seededRandom } from '@checkout-perks/test-kit/seeded-random';
import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import { expectLoyaltyAgrees } from './expect-loyalty-agrees.ts';
import { expectPromosAgree } from './expect-promos-agree.ts';
import type { Fault } from './faulty-proxy.ts';
import { onPostgres } from './new-database.ts';
import { runShop, type ShopProcess } from './run-shop.ts';
import { cartOf, type Shop, startShop } from './start-shop.ts';

/** How much is done; `pnpm simulate --processes` asks for more. */
const ORDERS = Number(process.env.SIMULATED_ORDERS ?? 60);
const KILLS = Number(process.env.SIMULATED_KILLS ?? 6);
const SHOPPERS = 16;
const MEMBERS = 12;

const LOSSES: [Fault, ...Fault[]] = [
  'resetBefore',
  'resetAfter',
  'failBefore',
  'failAfter',
  'hangBefore',
  'hangAfter',
  'rubbishAfter',
  'late',
  { delay: 60 },
  { status: 429, headers: { 'retry-after': '0' } },
];
/** Longest that a caller is kept waiting, ms. Who waits in vain asks again after time was moved. */
const WAIT = 500;
/** States in which an order waits for something. */
const BETWEEN: readonly Order['state'][] = ['reserving', 'committing', 'declining', 'refunding'];

type Client = ShopProcess['client'];
type Wish = Parameters<Client['reserve']>[1];

/** What one shopper wants, and what is still to be asked for. An order is given back as it is at last. */
interface Shopping {
  id: string;
  wish(): Promise<Wish>;
  /** Of the quote that the shopper has agreed to, after a provider failed or a promo was gone. */
  token?: string;
  steps: ('reserve' | 'commit' | 'cancel' | 'refund')[];
}

/** Promos with few uses and members with many points, so that shoppers get into each other's way. */
async function openBusyShop() {
  const shop = await startShop({ perks: ['gift', 'promo', 'points'] });
  await shop.newPromo({ code: 'FEW', quantity_limit_is_enabled: true, quantity_limit: Math.ceil(ORDERS / 10) });
  await shop.newPromo({ code: 'MANY', bonus_amount: 5, bonus_amount_is_in_percentages: true });
  const members: { memberId: string; phone: string }[] = [];
  for (let index = 0; index < MEMBERS; index += 1) {
    const phone = `7999000${String(1000 + index)}`;
    const level = index % 2 ? 'cashback' : 'silver';
    members.push({ phone, memberId: await shop.newMember({ phone, balance: 100_000, level }) });
  }
  const shopping: Shopping[] = [];
  for (let index = 0; index < ORDERS; index += 1) {
    // Bought before, because nobody else uses the shop's own key.
    const gifts = [await shop.newGift(20_000 + (index % 40) * 1000), await shop.newGift(7000 + (index % 9) * 100)];
    const promo = index % 3 === 0 ? ['FEW'] : index % 3 === 1 ? ['MANY'] : [];
    const phone = members[index % MEMBERS]?.phone ?? '';
    const spend = index % 4 === 1 ? 0 : 10 + (index % 50);
    shopping.push({
      id: `o${index}`,
      async wish() {
        // The kopecks tell the purchases apart in the members' books.
        const wish = { cart: cartOf(40_000 + index), codes: [...promo, ...gifts] };
        if (index % 4 === 0) return wish;
        // A session ends after half an hour, which may pass.
        return { ...wish, loyalty: { session: await loggedIn(shop, phone), spend } };
      },
      steps:
        index % 17 === 0 ? ['reserve', 'cancel'] : ['reserve', 'commit', ...(index % 5 ? [] : ['refund' as const])],
    });
  }
  return { shop, members, shopping };
}

/** Faults in one call out of eight. */
const faultAtRandom = (random: SeededRandom) => (random.chance(0.12) ? random.pick(LOSSES) : undefined);

async function loggedIn({ perks, client }: Shop, phone: string): Promise<string> {
  for (;;) {
    try {
      const customerToken = await perks.loyalty.customerToken(phone);
      return (await client.identify({ customerToken })).session;
    } catch {
      // The provider failed at it.
    }
  }
}

/**
 * Takes a shopper as far as they get without waiting for time to be moved. Whoever gets no answer asks again at once, another
 * process if need be.
 */
async function buy(shopper: Shopping, client: () => Client): Promise<void> {
  for (let [step] = shopper.steps; step !== undefined; [step] = shopper.steps) {
    try {
      const order = step === 'reserve' ? await reserve(shopper, client()) : await client()[step](shopper.id);
      if (BETWEEN.includes(order.state)) return;
      shopper.steps.shift();
    } catch (thrown) {
      const { code, token } = thrown as PerksProblem;
      if (step === 'reserve' && token !== undefined) shopper.token = token;
      // What was declined is neither committed nor refunded.
      else if (!['NETWORK', 'INTERNAL'].includes(code)) shopper.steps.length = 0;
    }
  }
}

async function reserve({ id, wish, token }: Shopping, client: Client): Promise<Order> {
  const { cart, ...perks } = await wish();
  return client.reserve(id, token === undefined ? { cart, ...perks } : { cart, token });
}

describe('processes that are killed under load', () => {
  it(`lose nothing in ${ORDERS} orders and ${KILLS} kills`, { timeout: 180_000 + ORDERS * 3000 }, async () => {
    const random = seededRandom();
    const { shop: busy, members, shopping } = await openBusyShop();
    const open = () => runShop(busy, { wait: WAIT, reserveFor: 2 ** 31 - 1 });
    let calls = 0;
    busy.proxy.faults = () => {
      calls += 1;
      return faultAtRandom(random);
    };

    // Every order takes some calls at least, so that all kills find something under way.
    const strikes = Array.from({ length: KILLS }, (_, kill) => (kill + random.whole(1, 9) / 10) * (ORDERS / KILLS) * 2);
    let kills = 0;
    for (let left = shopping; left.length > 0; left = left.filter(({ steps }) => steps.length > 0)) {
      const servers = await Promise.all(Array.from({ length: onPostgres() ? 3 : 2 }, open));
      const any = () => random.pick(servers as [ShopProcess, ...ShopProcess[]]).client;
      const queue = left.values();
      let isOver = false;
      const strike = async () => {
        while (!isOver && kills < KILLS) {
          // Time: only a pause between two looks.
          if (calls < (strikes[kills] ?? 0)) await sleep(2);
          else {
            const slot = random.whole(0, servers.length - 1);
            await servers[slot]?.kill();
            kills += 1;
            servers[slot] = await open();
          }
        }
      };
      const striking = strike();
      await Promise.all(
        Array.from({ length: SHOPPERS }, async () => {
          for (const shopper of queue) await buy(shopper, any);
        }),
      );
      isOver = true;
      await striking;
      // Some are at work on what nobody waits for any more.
      await Promise.all(servers.map((server) => server.kill()));
      await busy.leasesEnd();
    }

    busy.proxy.faults = () => undefined;
    await busy.recovered();
    const orders = await busy.journal.read.selectFrom('perks_order').select(['id', 'state']).execute();
    const counts: Record<string, number> = {};
    for (const { state } of orders) counts[state] = (counts[state] ?? 0) + 1;
    console.log(`${orders.length} orders, ${kills} kills: ${JSON.stringify(counts)}`);

    expect(kills).toBe(KILLS);
    expect(orders.map(({ id }) => id).toSorted()).toEqual(shopping.map(({ id }) => id).toSorted());
    // Whatever is still held by nobody's knowledge ends by itself.
    busy.time.ahead += 31 * 60_000;
    await expectBooksAgree(busy.journal, await busy.books());
    await expectPromosAgree(busy.journal, { FEW: Math.ceil(ORDERS / 10) });
    await expectLoyaltyAgrees(
      busy.journal,
      await Promise.all(members.map(({ memberId }) => busy.control.loyalClient.member(memberId))),
    );
  });
});
