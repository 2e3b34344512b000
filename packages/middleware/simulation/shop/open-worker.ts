import { openJournal } from '../../src/journal/journal.ts';
import { createEffectKinds } from '../../src/orders/effects/effect-kinds.ts';
import { createEffectRunner } from '../../src/orders/running/run-effect.ts';
import { createOrderRunner } from '../../src/orders/running/run-order.ts';
import { createSerialQueue } from '../../src/orders/running/serial-queue.ts';
import type { OrderContext, Time } from '../../src/orders/storing/order-context.ts';
import { createOrders, type Orders } from '../../src/orders/verbs/create-orders.ts';
import { createPersonalLimits } from '../../src/promo-limits/personal-limits.ts';
import { createRefusedUses } from '../../src/promo-limits/refused-uses.ts';
import { createQuoting } from '../../src/quoting/quoting-options.ts';
import type { Machine } from '../world/machine.ts';
import { createMachineDatabase } from '../world/machine-database.ts';
import { isScriptedFailure } from '../world/scripted-failure.ts';
import { GRACE, TIMEOUT } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { createPlainLoyalty } from './plain-loyalty.ts';
import { createSharedTokens } from './shared-tokens.ts';
import { sealer } from './simulated-sealer.ts';

/** One process of the shop with the middleware in it. */
export interface Worker {
  machine: Machine;
  orders: Orders;
  /** The quotes that a shopper sees before the order is placed. */
  context: OrderContext;
}

/** How long a process owns an order, ms. */
const LEASE = 30_000;
/** How long a reservation holds, ms. */
export const RESERVE_FOR = 30 * 60_000;

/**
 * Puts the real parts of the middleware together, as `createPerks` does, with the world's time and providers.
 *
 * @param crash Ends the process, and has it started anew after so many ms
 * @param skew How far its clock is from the true time at the moment, ms
 */
export async function openWorker(
  world: World,
  machine: Machine,
  crash: (rest: number) => void,
  skew: () => number,
): Promise<Worker> {
  const { time, epoch } = world;
  const clock = () => epoch + time.now() + skew();
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${machine.name}-${ids}`;
  };
  const timed: Time = {
    sleep: (ms, signal) =>
      machine.while(
        new Promise((resolve) => {
          if (signal?.aborted) return resolve();
          const callOff = time.after(ms, resolve);
          signal?.addEventListener('abort', () => {
            callOff();
            resolve();
          });
        }),
      ),
    monotonic: () => time.now(),
  };
  const gift = world.gifts.providerFor(machine);
  const promo = world.promos.providerFor(machine);
  const points = world.points.providerFor(machine);
  const journal = await openJournal(createMachineDatabase(world, machine, crash), sealer);
  const worker = machine.name;
  const writer = { worker, lease: LEASE, clock, journal };
  const quoting = createQuoting(
    {
      currency: 'RUB',
      maxGiftCodes: 5,
      quoteFor: 30 * 60_000,
      quoteWithin: 2500,
      remainder: world.script.remainder,
      stacking: { goodsPromos: 1, deliveryPromos: 1, pointsWithPromo: true },
      clock,
      newId,
    },
    { gift, promo, points },
  );
  const runEffect = createEffectRunner({
    ...writer,
    effects: createEffectKinds({ gift, points, clock, lookUps: quoting }),
    queue: createSerialQueue(),
    grace: GRACE,
    monotonic: timed.monotonic,
    latestStart: (LEASE - GRACE) / 3,
  });
  const { run } = createOrderRunner({ ...writer, runEffect, newId });
  const context: OrderContext = {
    ...timed,
    journal,
    worker,
    quoting: { ...quoting, refusedUses: createRefusedUses(journal, promo.name) },
    promoProvider: promo.name,
    personalLimits: createPersonalLimits(promo, clock),
    loyalty: createPlainLoyalty(),
    tokens: createSharedTokens(clock),
    timing: { reserveFor: RESERVE_FOR, lease: LEASE, wait: TIMEOUT, grace: GRACE },
    clock,
    newId,
    run,
    report: (thrown) => {
      if (!isScriptedFailure(thrown)) world.violate(`nobody expected ${describe(thrown)}`);
    },
  };
  return { machine, orders: createOrders(context), context };
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name} ${thrown.message}` : String(thrown);
}
