import { advance, type OrderEvent } from '../journal/advance.ts';
import type { EffectRecord, Journal, JournalTransaction, OrderFile } from '../journal/journal.ts';
import { decide, owesRelease, unwanted, wakeOf, workable } from './decide.ts';
import { unlockUnspent } from './lock-gifts.ts';
import { planIssues, planRelease } from './plan-effects.ts';
import { keepPromos, returnPromos } from './promo-uses.ts';
import { removeOrder } from './remove-order.ts';
import type { EffectRunner } from './run-effect.ts';
import { dropSerial } from './serial.ts';
import { createSerialQueue } from './serial-queue.ts';
import { extendLease, type LeaseHolder } from './write-effect.ts';

/** What working on orders needs. */
export interface RunOrderOptions extends LeaseHolder {
  journal: Journal;
  runEffect: EffectRunner;
  newId: () => string;
}

/** Works on orders; see {@link createOrderRunner}. */
export interface OrderRunner {
  /**
   * Works on an order's effects until it is final or must wait.
   *
   * @returns The order as it then is; nothing when there is no such order, or none any more
   */
  run(orderId: string): Promise<OrderFile | undefined>;
  /** Resolves once nothing is worked on in this process. */
  idle(): Promise<void>;
}

/**
 * Makes the worker of orders: takes an order's lease, runs its effects in their order, and moves the order on, until it is
 * final or must wait for a provider. What it leaves undone has a `wake_at`, by which recovery finds it. Any number of
 * processes may do this side by side; one at a time holds an order.
 */
export function createOrderRunner(options: RunOrderOptions): OrderRunner {
  const { journal, worker, clock } = options;
  const queue = createSerialQueue();
  const waiting = new Map<string, Promise<OrderFile | undefined>>();
  const working = new Set<Promise<OrderFile | undefined>>();

  async function run(orderId: string): Promise<OrderFile | undefined> {
    if (await takeLease(options, orderId)) {
      try {
        await work(orderId);
      } finally {
        await journal.transact((tx) => releaseLease(options, tx, orderId));
      }
    }
    return journal.load(orderId);
  }

  async function work(orderId: string): Promise<void> {
    for (;;) {
      const file = await journal.load(orderId);
      // Another process took the order over: what this one goes on to do would neither be sent nor be written.
      if (file?.order.lease_owner !== worker) return;
      const decision = decide(file, clock());
      if (decision === 'remove') {
        await journal.transact((tx) => removeOrder(tx, orderId, worker));
      } else if (decision) {
        await move(options, file, decision);
      } else if (!(await tidy(options, file))) {
        const now = clock();
        const due = workable(file).find((effect) => effect.wake_at <= now);
        if (!due) return;
        await options.runEffect(file, due);
      }
    }
  }

  return {
    run(orderId) {
      // Only work that has not begun may be shared: work under way may have had its last look at the order already.
      const begins = waiting.get(orderId);
      if (begins) return begins;
      const work = queue(orderId, () => {
        waiting.delete(orderId);
        return run(orderId);
      });
      waiting.set(orderId, work);
      working.add(work);
      const forget = () => working.delete(work);
      work.then(forget, forget);
      return work;
    },
    async idle() {
      while (working.size > 0) await Promise.allSettled(working);
    },
  };
}

const UNLEASED = { lease_owner: null, lease_until: 0 };

async function takeLease({ journal, worker, lease, clock }: RunOrderOptions, orderId: string): Promise<boolean> {
  const now = clock();
  const taken = await journal.transact((tx) =>
    tx
      .updateTable('perks_order')
      .set({ lease_owner: worker, lease_until: now + lease, wake_at: now + lease })
      .where('id', '=', orderId)
      .where('state', '!=', 'reserved')
      .where('wake_at', 'is not', null)
      .where((where) =>
        where.or([
          where('lease_owner', 'is', null),
          where('lease_until', '<=', now),
          // A lease of our own that is not worked under is one that could not be given back.
          where('lease_owner', '=', worker),
        ]),
      )
      .executeTakeFirst(),
  );
  return taken.numUpdatedRows > 0n;
}

/** Lets the order go, and says when somebody must look at it again. */
async function releaseLease(
  { journal, worker, clock }: RunOrderOptions,
  tx: JournalTransaction,
  orderId: string,
): Promise<void> {
  const file = await journal.load(orderId, tx);
  if (file?.order.lease_owner !== worker) return;
  await tx
    .updateTable('perks_order')
    .set({ ...UNLEASED, wake_at: wakeOf(file, clock()) })
    .where('id', '=', orderId)
    .where('lease_owner', '=', worker)
    .execute();
}

/** Moves the order, with what the move brings along; but not when the lease was lost meanwhile. */
async function move(options: RunOrderOptions, { order, effects }: OrderFile, event: OrderEvent): Promise<void> {
  const { journal, worker, clock } = options;
  const state = advance(order.state, event);
  await journal.transact(async (tx) => {
    const refused = effects.find((effect) => effect.state === 'refused' && effect.purpose === 'pay');
    const moved = await tx
      .updateTable('perks_order')
      .set({
        state,
        updated_at: clock(),
        ...(event === 'refuse' ? { reason: refused?.error ?? 'PROVIDER_REFUSED' } : {}),
        ...(event === 'ask' ? { resume_state: order.state } : {}),
        // Nobody works on these two, so nobody would give back the lease of a process that dies now.
        ...(state === 'reserved' ? { ...UNLEASED, wake_at: order.expires_at } : {}),
        ...(state === 'attention' ? { ...UNLEASED, wake_at: null } : {}),
      })
      .where('id', '=', order.id)
      .where('state', '=', order.state)
      .where('lease_owner', '=', worker)
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return;
    if (state === 'committed') await keepPromos(tx, order);
    if (state === 'expired') await letGo(tx, order);
    if (event === 'refuse') await undo(options, tx, order, effects);
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
