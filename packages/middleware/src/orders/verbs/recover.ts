import { freeOrder } from '../storing/free-order.ts';
import type { OrderContext } from '../storing/order-context.ts';

/** What one round of recovery did. */
export interface Recovered {
  /** Reservations that had run out. */
  expired: number;
  /** Orders that were worked on: their worker died, or they waited for a provider. */
  worked: number;
  /** Orders that could not be worked on, for instance because the secret of their codes is missing. */
  failed: number;
}

/** Orders that one round looks at. */
const ROUND = 100;
/** Orders that are worked on at the same time. */
const SIDE_BY_SIDE = 8;
/** How long an order that could not be worked on is left alone, so that it keeps no others from their turn, ms. */
const REST = 60_000;

/**
 * Looks after orders that nobody works on: lets reservations go that have run out, and takes over those whose worker died
 * or whose provider did not answer. Safe to call at any time, from any number of processes.
 *
 * @param signal Ends the round early, between two orders
 */
export async function recover(context: OrderContext, signal?: AbortSignal): Promise<Recovered> {
  const now = context.clock();
  const due = await context.journal.read
    .selectFrom('perks_order')
    .select(['id', 'state'])
    .where('wake_at', '<=', now)
    .orderBy('wake_at')
    .limit(ROUND)
    .execute();

  const recovered = { expired: 0, worked: 0, failed: 0 };
  const queue = due.values();
  const work = async () => {
    for (const { id, state } of queue) {
      if (signal?.aborted) return;
      try {
        if (state === 'reserved') recovered.expired += (await expire(context, id)) ? 1 : 0;
        else {
          await context.run(id);
          recovered.worked += 1;
        }
      } catch (thrown) {
        recovered.failed += 1;
        context.report(thrown);
        await rest(context, id);
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return recovered;
}

async function expire(context: OrderContext, orderId: string): Promise<boolean> {
  const { journal, clock, run } = context;
  const expired = await journal.transact(async (tx) => {
    const file = await journal.load(orderId, tx);
    if (file?.order.state !== 'reserved' || file.order.expires_at > clock()) return undefined;
    await freeOrder(tx, context, file, 'expire');
    return file;
  });
  if (expired?.effects.length) await run(orderId);
  return expired !== undefined;
}

async function rest({ journal, clock }: OrderContext, orderId: string): Promise<void> {
  const now = clock();
  await journal.transact((tx) =>
    tx
      .updateTable('perks_order')
      .set({ wake_at: now + REST })
      .where('id', '=', orderId)
      .where('lease_owner', 'is', null)
      .where('wake_at', '<=', now)
      .execute(),
  );
}
