import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@checkout-perks/database';
import type { JournalTables } from '../src/journal/tables.ts';

/** Whose orders are to end, and how time gets there. */
export interface Settling {
  journal: Database<JournalTables>;
  /** The clock that the orders' workers go by. */
  clock: () => number;
  /** Moves that clock, ms. */
  pass: (ms: number) => void;
  /** Has somebody look after the orders that are due. */
  recover: () => Promise<unknown>;
  /** Resolves when no request to a provider is under way. */
  idle: () => Promise<void>;
}

/**
 * Has orders worked on until nothing is left to do. Where all that is left must wait, the clock is moved; never while somebody
 * works on an order, since its lease would run out meanwhile.
 */
export async function settleOrders({ journal, clock, pass, recover, idle }: Settling): Promise<void> {
  const open = journal.read
    .selectFrom('perks_order')
    .select(['lease_owner', 'wake_at'])
    .where('wake_at', 'is not', null)
    .where('state', '!=', 'reserved');
  const effects = journal.read.selectFrom('perks_effect').select(['order_id', 'position', 'state', 'attempts']);
  let before = '';
  let least = 0;
  for (;;) {
    const orders = await open.execute();
    if (orders.length === 0) return;
    const now = clock();
    const next = Math.min(...orders.map(({ wake_at }) => Number(wake_at)));
    if (next <= now) await recover();
    else if (orders.every(({ lease_owner }) => lease_owner === null)) {
      await idle();
      // An order that waits for another looks every tenth of a second. While that finds nothing, ever more time passes.
      const after = JSON.stringify(await effects.execute());
      least = after === before ? 2 * least + 50 : 0;
      before = after;
      pass(Math.max(next - now, least));
      // Time: only a pause between two looks.
    } else await sleep(5);
  }
}
