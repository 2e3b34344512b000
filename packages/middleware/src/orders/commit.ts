import { setTimeout as sleep } from 'node:timers/promises';
import type { Order } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { advance, type OrderEvent } from '../journal/advance.ts';
import type { JournalTransaction, OrderFile } from '../journal/journal.ts';
import { holdsAll, unlockUnspent } from './lock-gifts.ts';
import type { OrderContext } from './order-context.ts';
import { OrderRefusal } from './order-refusal.ts';
import { orderView } from './order-view.ts';
import { planCommit } from './plan-effects.ts';
import { workOn } from './work-on.ts';

/** How often another process's work is looked at, ms. */
const PATIENCE = 50;

/**
 * Makes a reserved order final: spends its gift codes and re-issues what is left of them. Call it after the payment is
 * authorised and before it is captured. Repeating it is harmless and answers the order.
 *
 * @returns The order: `committed`, or still `committing` when the provider's answer got lost or takes too long; recovery
 *   goes on by itself
 * @throws {PerksError} `ORDER_NOT_FOUND`; as {@link OrderRefusal}: `ORDER_EXPIRED`, `ORDER_STATE` after a cancel,
 *   `ORDER_DECLINED` when a code was refused and everything else was, or is being, undone
 */
export async function commit(context: OrderContext, orderId: string): Promise<Order> {
  const { journal } = context;
  const begun = await journal.transact((tx) => begin(context, tx, orderId));
  const file = begun.order.state === 'reserved' ? begun : await settled(context, begun);
  return answered(file, context);
}

async function begin(context: OrderContext, tx: JournalTransaction, orderId: string): Promise<OrderFile> {
  const { journal, clock } = context;
  const file = await journal.load(orderId, tx);
  if (!file) throw new PerksError('ORDER_NOT_FOUND');
  if (file.order.state !== 'reserved') return file;

  const now = clock();
  let event: OrderEvent = 'commit';
  if (file.order.expires_at <= now) event = 'expire';
  else if (!(await holdsAll(tx, orderId))) event = 'lose';

  await tx
    .updateTable('perks_order')
    .set({
      state: advance('reserved', event),
      wake_at: event === 'commit' ? now : null,
      reason: event === 'lose' ? 'PERK_IN_USE' : null,
      updated_at: now,
    })
    .where('id', '=', orderId)
    .where('state', '=', 'reserved')
    .execute();
  if (event === 'commit') await planCommit(tx, context, orderId, file.order.currency, file.gifts);
  else await unlockUnspent(tx, orderId);

  const begun = await journal.load(orderId, tx);
  if (!begun) throw new PerksError('INTERNAL');
  return begun;
}

/** Works on the order, and waits a little for other workers and short pauses, until it is no longer between states. */
async function settled(context: OrderContext, begun: OrderFile): Promise<OrderFile> {
  // Not by `clock`, which may be set while we wait.
  const until = performance.now() + context.timing.wait;
  let file = begun;
  while (isBetween(file)) {
    file = await workOn(context, begun.order.id, Math.max(0, until - performance.now()));
    const pause = pauseOf(file, context.clock());
    if (!isBetween(file) || performance.now() + pause > until) break;
    await sleep(pause);
  }
  return file;
}

/** How long nothing can be done for the order here, ms. */
function pauseOf({ order, effects }: OrderFile, now: number): number {
  // Another process works on it, and may be done at any time.
  if (order.lease_owner !== null && order.lease_until > now) return PATIENCE;
  const open = effects.filter((effect) => effect.state === 'planned' || effect.state === 'unknown');
  return Math.max(20, Math.min(...open.map((effect) => effect.wake_at)) - now);
}

function isBetween({ order }: OrderFile): boolean {
  return order.state === 'committing' || order.state === 'declining';
}

function answered(file: OrderFile, { journal }: OrderContext): Order {
  const view = orderView(file, journal.sealer);
  switch (file.order.state) {
    case 'expired':
      throw new OrderRefusal('ORDER_EXPIRED', view);
    case 'cancelled':
      throw new OrderRefusal('ORDER_STATE', view);
    case 'declining':
    case 'declined':
      throw new OrderRefusal('ORDER_DECLINED', view, file.order.reason ?? undefined);
    default:
      return view;
  }
}
