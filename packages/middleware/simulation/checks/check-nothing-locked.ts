import type { JournalTables } from '../../src/journal/tables.ts';
import type { World } from '../world/world.ts';
import type { Books } from './books.ts';

/** Checks that nothing is kept from others: no lease, no serial, no code that is neither spent nor waited for. */
export async function checkNothingLocked(world: World, { orders, gifts, effects }: Books): Promise<void> {
  const { read } = world.database.as<JournalTables>();
  for (const { id, lease_owner } of orders) if (lease_owner !== null) world.violate(`${id} is still leased`);
  for (const { serial } of await read.selectFrom('perks_serial').selectAll().execute()) {
    world.violate(`the serial ${serial} was never given back`);
  }
  for (const lock of await read.selectFrom('perks_lock').selectAll().execute()) {
    const order = orders.find(({ id }) => id === lock.order_id);
    const gift = gifts.find((one) => one.order_id === lock.order_id && one.fingerprint === lock.fingerprint);
    const spending = effects.find(
      (effect) =>
        effect.kind === 'activate' && effect.order_id === lock.order_id && effect.gift_position === gift?.position,
    );
    const kept = spending?.state === 'applied' || order?.state === 'attention';
    if (!kept) world.violate(`${lock.order_id} is ${order?.state} and keeps gift code ${gift?.masked} locked`);
  }
  const working = effects.filter(({ state }) => !['applied', 'refused', 'forgone', 'stuck'].includes(state));
  const waiting = new Set(orders.filter(({ state }) => state === 'attention').map(({ id }) => id));
  for (const { order_id, kind, purpose, state } of working) {
    if (!waiting.has(order_id)) world.violate(`${order_id}'s ${purpose} ${kind} ended ${state}`);
  }
}
