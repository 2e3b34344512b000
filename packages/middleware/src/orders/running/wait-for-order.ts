import type { OrderState } from '@checkout-perks/core/contract';
import type { OrderFile } from '../../journal/journal.ts';
import { wakeOf } from '../deciding/decide.ts';
import type { OrderContext } from '../storing/order-context.ts';
import { workOn } from './work-on.ts';

/** How often another process's work is looked at, ms. */
const PATIENCE = 50;
const SHORTEST_PAUSE = 20;

/**
 * Works on an order, and waits a little for other workers and short pauses, until it is no longer between states or its caller
 * has waited long enough.
 *
 * @returns The order as it then is; nothing when there is none any more
 */
export async function waitForOrder(
  context: OrderContext,
  begun: OrderFile,
  between: readonly OrderState[],
): Promise<OrderFile | undefined> {
  // Not by `clock`, which may be set while we wait.
  const until = context.monotonic() + context.timing.wait;
  const isBetween = ({ order }: OrderFile) => between.includes(order.state);
  let file: OrderFile | undefined = begun;
  while (file && isBetween(file)) {
    file = await workOn(context, begun.order.id, Math.max(0, until - context.monotonic()), file);
    const pause = file ? pauseOf(file, context.clock()) : 0;
    if (!file || !isBetween(file) || context.monotonic() + pause > until) break;
    await context.sleep(pause);
  }
  return file;
}

/** How long nothing can be done for the order here, ms. */
function pauseOf(file: OrderFile, now: number): number {
  const { lease_owner, lease_until } = file.order;
  // Another process works on it, and may be done at any time.
  if (lease_owner !== null && lease_until > now) return PATIENCE;
  return Math.max(SHORTEST_PAUSE, (wakeOf(file, now) ?? now) - now);
}
