import type { JournalTables } from '../../src/journal/tables.ts';
import { checkBooks } from '../checks/check-books.ts';
import type { Script, ScriptedAction } from '../scripts/script.ts';
import { randomAt } from '../scripts/seeded-random.ts';
import { openWorker, type Worker } from '../shop/open-worker.ts';
import { createShop, orderId } from '../shop/shop.ts';
import type { Figures } from '../world/figures.ts';
import { createGiftModel } from '../world/gift-model.ts';
import type { JournalDatabase } from '../world/journal-database.ts';
import { createMachine } from '../world/machine.ts';
import { createPointsModel } from '../world/points-model.ts';
import { createPromoModel } from '../world/promo-model.ts';
import { isScriptedFailure } from '../world/scripted-failure.ts';
import { createVirtualTime } from '../world/virtual-time.ts';
import { createWire } from '../world/wire.ts';
import type { World } from '../world/world.ts';
import { disturb } from './disturb.ts';

/** How a history went. */
export interface History {
  /** Rules that were broken; none is how it should be. */
  violations: string[];
  /** A hash of everything that happened: the same script, the same hash. */
  hash: string;
  /** Everything that happened, when it was asked for. */
  lines: string[];
}

const EPOCH = Date.parse('2025-06-01T12:00:00Z');
/** Rounds of recovery after which a history that has not come to rest never will. */
const MOST_ROUNDS = 400;
const MOST_STEPS = 200_000;
const MOST_ANSWERS = 8;
/** How often recovery looks after orders, ms. */
const ROUND = 5000;

/** Runs one history from its beginning until everything has come to rest, and checks the books. */
export async function runHistory(
  script: Script,
  { database, clear }: JournalDatabase,
  figures: Figures,
  keepLines = false,
): Promise<History> {
  await clear();
  const violations: string[] = [];
  const lines: string[] = [];
  const time = createVirtualTime();
  let hash = 0x811c9dc5;
  const trace = (line: string) => {
    const entry = `${time.now()} ${line}`;
    for (let index = 0; index < entry.length; index += 1) hash = Math.imul(hash ^ entry.charCodeAt(index), 0x01000193);
    if (keepLines) lines.push(entry);
  };
  const wire = createWire(script, time, figures, trace);
  const world: World = {
    script,
    time,
    epoch: EPOCH,
    database,
    gifts: createGiftModel(script, time, wire, EPOCH),
    promos: createPromoModel(script, time, wire),
    points: createPointsModel(script, time, wire, EPOCH),
    wire,
    figures,
    writes: 0,
    busy: 0,
    trace,
    violate(rule) {
      trace(`BROKEN ${rule}`);
      violations.push(rule);
    },
  };
  try {
    await live(world);
  } catch (thrown) {
    world.violate(`the history ended with ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
  }
  figures.count('history', violations.length > 0 ? 'broken' : 'clean');
  return { violations, hash: (hash >>> 0).toString(16), lines };
}

async function live(world: World): Promise<void> {
  const { script, time, trace } = world;
  const journal = world.database.as<JournalTables>().read;
  const shop = createShop(world);
  const workers: (Worker | undefined)[] = [];
  const skews = Array.from({ length: script.workers }, () => 0);
  let steps = 0;

  async function start(slot: number, life: number): Promise<void> {
    const machine = createMachine(`w${slot}.${life}`);
    const crash = (rest: number) => {
      trace(`${machine.name} dies`);
      machine.die();
      workers[slot] = undefined;
      time.after(rest, () => void start(slot, life + 1));
    };
    workers[slot] = await openWorker(world, machine, crash, () => skews[slot] ?? 0);
    trace(`${machine.name} starts`);
  }

  /** Waits until nothing can happen at this moment any more. */
  async function settle(): Promise<void> {
    do await new Promise(setImmediate);
    while (world.busy > 0);
  }

  /** Lets everything happen that is to come. */
  async function run(): Promise<void> {
    await settle();
    while (time.step()) {
      await settle();
      steps += 1;
      if (steps > MOST_STEPS) throw new Error('it never ends');
    }
  }

  function act(action: ScriptedAction): void {
    if ('worker' in action && action.do !== 'setClock') {
      const worker = workers[action.worker];
      // The shop tries again until its server is back.
      if (!worker) time.after(1000, () => act(action));
      else if (action.do === 'recover') recover(worker);
      else void shop.act(worker, action);
    } else if (!disturb(world, action, skews)) {
      time.after(500, () => act(action));
    }
  }

  function recover({ orders, machine }: Worker): void {
    trace(`${machine.name} recovers`);
    world.figures.count('action', 'recover');
    orders.recover().then(
      (recovered) => trace(`${machine.name} recovered ${JSON.stringify(recovered)}`),
      (thrown: unknown) => {
        if (!isScriptedFailure(thrown)) world.violate(`recovery threw ${String(thrown)}`);
      },
    );
  }

  /** Has recovery come round until nothing is left to do. */
  async function rest(): Promise<void> {
    for (let round = 0; ; round += 1) {
      const next = await journal
        .selectFrom('perks_order')
        .select((select) => select.fn.min('wake_at').as('at'))
        .where('wake_at', 'is not', null)
        .executeTakeFirst();
      if (next === undefined || next.at === null) return;
      if (round > MOST_ROUNDS) {
        world.violate('it never comes to rest');
        return;
      }
      const slot = Math.floor(script.workers * randomAt(script.seed, 'who recovers', round));
      // Recovery comes round every few seconds, not at the very moment at which something is due.
      const due = Number(next.at) - EPOCH - time.now() - (skews[slot] ?? 0);
      time.after(Math.max(ROUND, due), () => {});
      await run();
      const worker = workers[slot];
      if (worker) recover(worker);
      await run();
    }
  }

  for (let slot = 0; slot < script.workers; slot += 1) await start(slot, 1);
  for (const action of script.actions) {
    time.after(action.at, () => {
      if (!('order' in action)) trace(action.do);
      act(action);
    });
  }
  await run();

  await rest();
  // What a person is asked is answered truly, or is still waiting for an answer.
  for (let asked = 0; asked < MOST_ANSWERS; asked += 1) {
    const stuck = await journal.selectFrom('perks_effect').select('order_id').where('state', '=', 'stuck').execute();
    const order = script.orders.findIndex((_, index) => stuck.some(({ order_id }) => order_id === orderId(index)));
    const worker = workers.find((one) => one !== undefined);
    if (order < 0 || !worker || randomAt(script.seed, 'answered', asked) > 0.8) break;
    void shop.act(worker, { at: 0, do: 'answer', worker: 0, order });
    await run();
    await rest();
  }
  await checkBooks(world, shop.told);
}
