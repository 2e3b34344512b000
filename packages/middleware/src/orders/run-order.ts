import type { OrderState } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { advance, type OrderEvent } from '../journal/advance.ts';
import type { EffectRecord, Journal, JournalTransaction, OrderFile } from '../journal/journal.ts';
import { unlockUnspent } from './lock-gifts.ts';
import { planIssues } from './plan-effects.ts';
import type { EffectRunner } from './run-effect.ts';
import { createSerialQueue } from './serial-queue.ts';
import type { LeaseHolder } from './write-effect.ts';

/** What working on orders needs. */
export interface RunOrderOptions extends LeaseHolder {
  journal: Journal;
  runEffect: EffectRunner;
  newId: () => string;
}

/** Works on orders; see {@link createOrderRunner}. */
export interface OrderRunner {
  /** Works on an order's effects until it is final or must wait. @returns The order as it then is */
  run(orderId: string): Promise<OrderFile>;
  /** Resolves once nothing is worked on in this process. */
  idle(): Promise<void>;
}

type Purpose = EffectRecord['purpose'];

/** States in which somebody works on the order, and the effects that the state waits for. */
const WORK: Partial<Record<OrderState, Purpose>> = {
  committing: 'pay',
  committed: 'remainder',
  declining: 'undo',
  refunding: 'refund',
};
const WORKING = Object.keys(WORK) as OrderState[];
const OPEN: EffectRecord['state'][] = ['planned', 'intended', 'unknown'];

/**
 * Makes the worker of orders: takes an order's lease, runs its effects in their order, and moves the order on, until it is
 * final or must wait for a provider. What it leaves undone has a `wake_at`, by which recovery finds it. Any number of
 * processes may do this side by side; one at a time holds an order.
 */
export function createOrderRunner(options: RunOrderOptions): OrderRunner {
  const { journal, worker, clock } = options;
  const queue = createSerialQueue();
  const waiting = new Map<string, Promise<OrderFile>>();
  const working = new Set<Promise<OrderFile>>();

  async function run(orderId: string): Promise<OrderFile> {
    if (await takeLease(options, orderId)) {
      try {
        await work(orderId);
      } finally {
        await journal.transact((tx) => releaseLease(options, tx, orderId));
      }
    }
    return loaded(journal, orderId);
  }

  async function work(orderId: string): Promise<void> {
    for (;;) {
      const file = await loaded(journal, orderId);
      // Another process took the order over: what this one goes on to do would neither be sent nor be written.
      if (file.order.lease_owner !== worker) return;
      const event = decide(file);
      if (event) {
        await move(options, file, event);
        continue;
      }
      const due = nextDue(file, clock());
      if (!due) return;
      await options.runEffect(file, due);
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

async function loaded(journal: Journal, orderId: string): Promise<OrderFile> {
  const file = await journal.load(orderId);
  if (!file) throw new PerksError('ORDER_NOT_FOUND');
  return file;
}

/** What the effects' outcomes mean for the order; nothing while some are still open. */
function decide({ order, effects }: OrderFile): OrderEvent | undefined {
  const purpose = WORK[order.state];
  // A remainder that is owed keeps nobody from calling the order committed.
  if (purpose === undefined || order.state === 'committed') return undefined;

  const awaited = effects.filter((effect) => serves(effect, purpose));
  // What may still turn out to have happened must be known before anything is undone or handed to a person.
  if (awaited.some((effect) => effect.state === 'intended' || effect.state === 'unknown')) return undefined;
  if (awaited.some((effect) => effect.state === 'stuck')) {
    // One code that a person must look for keeps no other from going back to the shopper.
    return purpose !== 'pay' && awaited.some((effect) => effect.state === 'planned') ? undefined : 'ask';
  }
  if (awaited.some((effect) => effect.state === 'refused')) return 'refuse';
  return awaited.every((effect) => effect.state === 'applied') ? 'settle' : undefined;
}

/** The effect to work on now. Codes are spent one by one, in order; value goes back in any order. */
function nextDue({ order, effects }: OrderFile, now: number): EffectRecord | undefined {
  const purpose = WORK[order.state];
  const open = effects.filter((effect) => OPEN.includes(effect.state) && serves(effect, purpose));
  const candidates = purpose === 'pay' ? open.slice(0, 1) : open;
  return candidates.find((effect) => effect.wake_at <= now);
}

/** A remainder is owed from commit on, also while the order is being refunded. */
function serves(effect: EffectRecord, purpose: Purpose | undefined): boolean {
  return effect.purpose === purpose || (purpose === 'refund' && effect.purpose === 'remainder');
}

async function takeLease({ journal, worker, lease, clock }: RunOrderOptions, orderId: string): Promise<boolean> {
  const now = clock();
  const taken = await journal.transact((tx) =>
    tx
      .updateTable('perks_order')
      .set({ lease_owner: worker, lease_until: now + lease, wake_at: now + lease })
      .where('id', '=', orderId)
      .where('state', 'in', WORKING)
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

/** Lets the order go, and says when somebody must look at it again: when the earliest open effect wakes. */
async function releaseLease({ worker }: RunOrderOptions, tx: JournalTransaction, orderId: string): Promise<void> {
  const order = await tx.selectFrom('perks_order').select('state').where('id', '=', orderId).executeTakeFirst();
  const purpose = order && WORK[order.state];
  const open = await tx
    .selectFrom('perks_effect')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('state', 'in', OPEN)
    .execute();
  const wakes = open.filter((effect) => serves(effect, purpose)).map((effect) => effect.wake_at);
  await tx
    .updateTable('perks_order')
    .set({
      lease_owner: null,
      lease_until: 0,
      wake_at: wakes.length > 0 ? Math.min(...wakes) : null,
    })
    .where('id', '=', orderId)
    .where('lease_owner', '=', worker)
    .execute();
}

/** Moves the order, with what the move brings along; but not when the lease was lost meanwhile. */
async function move(options: RunOrderOptions, { order, effects }: OrderFile, event: OrderEvent): Promise<void> {
  const { journal, worker, clock } = options;
  await journal.transact(async (tx) => {
    const refused = effects.find((effect) => effect.state === 'refused');
    const moved = await tx
      .updateTable('perks_order')
      .set({
        state: advance(order.state, event),
        updated_at: clock(),
        ...(event === 'refuse' ? { reason: refused?.error ?? 'PROVIDER_REFUSED' } : {}),
      })
      .where('id', '=', order.id)
      .where('state', '=', order.state)
      .where('lease_owner', '=', worker)
      .executeTakeFirst();
    if (moved.numUpdatedRows > 0n && event === 'refuse') await undo(options, tx, order.id, effects);
  });
}

/** Forgets what was never sent, and plans to give back what was spent. */
async function undo(
  options: RunOrderOptions,
  tx: JournalTransaction,
  orderId: string,
  effects: readonly EffectRecord[],
): Promise<void> {
  await tx.deleteFrom('perks_effect').where('order_id', '=', orderId).where('state', '=', 'planned').execute();
  const spent = effects.filter((effect) => effect.purpose === 'pay' && effect.state === 'applied');
  await planIssues(tx, options, orderId, 'undo', spent);
  await unlockUnspent(tx, orderId);
}
