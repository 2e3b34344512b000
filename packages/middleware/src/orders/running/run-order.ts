import type { EffectRecord, JournalTransaction, OrderFile } from '../../journal/journal.ts';
import { returnPromos } from '../../promo-limits/promo-uses.ts';
import { type Decision, decide, owesRelease, unwanted, workable } from '../deciding/decide.ts';
import { extendLease, giveLeaseBack, takeLease } from '../storing/lease.ts';
import { unlockUnspent } from '../storing/lock-gifts.ts';
import { planIssues, planRelease } from '../storing/plan-effects.ts';
import { removeOrder } from '../storing/remove-order.ts';
import { dropSerial } from '../storing/serial.ts';
import { afterEvent, leasedWhileBusy, type OrderWriter, writeOrder } from '../storing/write-order.ts';
import type { EffectRunner } from './run-effect.ts';
import { createSerialQueue } from './serial-queue.ts';

/** What working on orders needs. */
export interface RunOrderOptions extends OrderWriter {
  runEffect: EffectRunner;
  newId: () => string;
}

/** Works on orders; see {@link createOrderRunner}. */
export interface OrderRunner {
  /**
   * Works on an order's effects until it is final or must wait.
   *
   * @param begun The order as it was just written or read: under a lease of this process it need not be taken and read again
   * @returns The order as it then is; nothing when there is no such order, or none any more
   */
  run(orderId: string, begun?: OrderFile): Promise<OrderFile | undefined>;
  /** Resolves once nothing is worked on in this process. */
  idle(): Promise<void>;
}

/**
 * Makes the worker of orders: takes an order's lease, runs its effects in their order, and moves the order on, until it is
 * final or must wait for a provider. What it leaves undone has a `wake_at`, by which recovery finds it. Any number of
 * processes may do this side by side; one at a time holds an order.
 *
 * It works with the order as it wrote it last. Each write of an order finds out whether somebody has changed it since, and then
 * it is read again.
 */
export function createOrderRunner(options: RunOrderOptions): OrderRunner {
  const { journal, worker, clock } = options;
  const queue = createSerialQueue();
  const waiting = new Map<string, Promise<OrderFile | undefined>>();
  const working = new Map<string, Promise<OrderFile | undefined>>();

  async function run(orderId: string, begun?: OrderFile): Promise<OrderFile | undefined> {
    const isOurs = begun?.order.lease_owner === worker;
    if (!isOurs && !(await journal.transact((tx) => takeLease(tx, options, orderId)))) return journal.load(orderId);
    let file: OrderFile | undefined;
    try {
      file = await work(orderId, isOurs ? begun : await journal.load(orderId));
    } catch (thrown) {
      await giveBack(orderId);
      throw thrown;
    }
    return file?.order.lease_owner === worker ? giveBack(orderId) : file;
  }

  function giveBack(orderId: string): Promise<OrderFile | undefined> {
    return journal.transact(async (tx) => {
      const file = await journal.load(orderId, tx);
      return file && giveLeaseBack(tx, options, file);
    });
  }

  async function work(orderId: string, begun: OrderFile | undefined): Promise<OrderFile | undefined> {
    let file = begun;
    // Another process took the order over, or it is left alone: what this one went on to do would neither be sent nor written.
    while (file?.order.lease_owner === worker) {
      const decision = decide(file, clock());
      if (decision === 'remove') {
        const { order } = file;
        await journal.transact((tx) => removeOrder(tx, order, worker));
        file = await journal.load(orderId);
      } else if (decision) {
        file = await move(options, file, decision);
      } else if (await tidy(options, file)) {
        file = await journal.load(orderId);
      } else {
        const now = clock();
        const due = workable(file).find((effect) => effect.wake_at <= now);
        if (!due) return file;
        file = (await options.runEffect(file, due)) ?? (await journal.load(orderId));
      }
    }
    return file;
  }

  return {
    run(orderId, begun) {
      // Only work that has not begun may be shared: work under way may have had its last look at the order already.
      const begins = waiting.get(orderId);
      if (begins) return begins;
      // What was written before that work ended is not how the order is afterwards.
      const fresh = working.has(orderId) ? undefined : begun;
      const work = queue(orderId, () => {
        waiting.delete(orderId);
        return run(orderId, fresh);
      });
      waiting.set(orderId, work);
      working.set(orderId, work);
      const forget = () => {
        if (working.get(orderId) === work) working.delete(orderId);
      };
      work.then(forget, forget);
      return work;
    },
    async idle() {
      while (working.size > 0) await Promise.allSettled(working.values());
    },
  };
}

/** Moves the order, with what the move brings along; but not when the lease was lost meanwhile. @returns The order as it then is */
async function move(
  options: RunOrderOptions,
  file: OrderFile,
  event: Exclude<Decision, 'remove'>,
): Promise<OrderFile | undefined> {
  const { journal, clock } = options;
  const now = clock();
  const order = afterEvent(file, event, now);
  const isPlain = event === 'settle' || event === 'ask';
  const after = isPlain ? leasedWhileBusy({ ...file, order }, options, now) : order;
  return journal.transact(async (tx) => {
    if (!(await writeOrder(tx, options, file.order, after))) return journal.load(order.id, tx);
    if (isPlain) return { ...file, order: after };
    if (event === 'expire') await letGo(tx, order);
    if (event === 'refuse') await undo(options, tx, order, file.effects);
    return journal.load(order.id, tx);
  });
}

/** Forgets what was never sent, and plans to give back what was spent. */
async function undo(
  options: RunOrderOptions,
  tx: JournalTransaction,
  order: OrderFile['order'],
  effects: readonly EffectRecord[],
): Promise<void> {
  await tx.deleteFrom('perks_effect').where('order_id', '=', order.id).where('state', '=', 'planned').execute();
  const spent = effects.filter(({ kind, purpose, state }) => {
    return kind === 'activate' && purpose === 'pay' && state === 'applied';
  });
  await planIssues(tx, options, order, 'undo', spent);
  await letGo(tx, order);
}

/** Frees what an order has locked and not spent. */
async function letGo(tx: JournalTransaction, order: OrderFile['order']): Promise<void> {
  await unlockUnspent(tx, order.id);
  await returnPromos(tx, order);
}

/** Drops what is no longer wanted and plans what has to follow. @returns Whether there was anything to tidy */
async function tidy(options: RunOrderOptions, file: OrderFile): Promise<boolean> {
  const [dropped, held] = [unwanted(file), owesRelease(file)];
  if (dropped.length === 0 && held.length === 0) return false;
  const { id } = file.order;
  await options.journal.transact(async (tx) => {
    if (!(await extendLease(tx, options, id))) return;
    for (const { position } of dropped) {
      await dropSerial(tx, { order_id: id, position });
      await tx
        .updateTable('perks_effect')
        .set({ state: 'forgone' })
        .where('order_id', '=', id)
        .where('position', '=', position)
        .execute();
    }
    if (held.length > 0) await planRelease(tx, options, file.order, held);
  });
  return true;
}
