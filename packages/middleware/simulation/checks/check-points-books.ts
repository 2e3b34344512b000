import type { EffectRecord } from '../../src/journal/journal.ts';
import type { OrderPointsRecord } from '../../src/journal/tables.ts';
import { receiptOf } from '../../src/orders/effects/receipts.ts';
import { operationKey } from '../shop/has-happened.ts';
import { sealer } from '../shop/simulated-sealer.ts';
import type { World } from '../world/world.ts';
import type { Books } from './books.ts';

/** How far apart the clocks of the shop and the provider are, ms. */
const CLOCKS = 5000;
/** States in which an order has been paid. */
const PAID = new Set(['committed', 'refunding', 'refunded']);

/** Checks that each purchase was recorded once, that points were spent for what was sold, and that no points stay held. */
export function checkPointsBooks(world: World, { orders, effects }: Books): void {
  const { points: provider, violate } = world;
  const operating = effects.filter(({ kind }) => kind === 'operate');

  const recorded = tally(provider.operations.map(({ member, amount, spend }) => `${member} ${amount} ${spend}`));
  const claimed = tally(operating.filter(({ state }) => state === 'applied').map((one) => operationKey(orders, one)));
  const open = tally(operating.filter(({ state }) => state === 'stuck').map((one) => operationKey(orders, one)));
  // A purchase whose points nobody waits for any more may have been recorded or not.
  const forgone = tally(
    operating
      .filter(({ state, since }) => state === 'forgone' && since !== null)
      .map((one) => operationKey(orders, one)),
  );
  for (const key of new Set([...recorded.keys(), ...claimed.keys()])) {
    const [did, said] = [recorded.get(key) ?? 0, claimed.get(key) ?? 0];
    if (did < said) violate(`${key}: ${said} purchases are said to be recorded, and ${did} are`);
    if (did > said + (open.get(key) ?? 0) + (forgone.get(key) ?? 0)) {
      violate(`${key}: ${did} purchases are recorded, and orders answer for ${said}`);
    }
  }

  for (const order of orders) {
    if (order.points === null || order.state === 'attention') continue;
    const { spend } = JSON.parse(order.points) as OrderPointsRecord;
    const own = operating.filter((effect) => effect.order_id === order.id);
    const spent = own.filter(({ state, purpose }) => state === 'applied' && purpose === 'pay').length;
    if (own.length > 1) violate(`${order.id} has ${own.length} purchases`);
    if (PAID.has(order.state) && spend > 0 && spent !== 1) violate(`${order.id} is paid and its points are not spent`);
    if (!PAID.has(order.state) && spent > 0) violate(`${order.id} is ${order.state} and its points are spent`);
  }

  const clockWasSet = world.script.actions.some((action) => action.do === 'setClock' && action.worker < 0);
  const held = effects.filter(({ kind, state }) => kind === 'hold' && state === 'applied');
  for (const hold of held) {
    const id = receiptOf(hold, sealer)?.id;
    const own = provider.holds.find((one) => one.id === id);
    if (!own) violate(`${nameOf(hold)} is a hold that nobody made`);
    const order = orders.find((one) => one.id === hold.order_id);
    // By a clock that was set forward it may be over already, and by the provider's it soon will be.
    const alive = own?.state === 'active' && own.until > world.epoch + world.time.now() + CLOCKS && !clockWasSet;
    // It may be what still tells whether a purchase was recorded that a person is asked about.
    const isAsked = operating.some((one) => one.order_id === hold.order_id && one.state === 'stuck');
    if (alive && order?.state !== 'attention' && !isAsked)
      violate(`${nameOf(hold)} of an order that is ${order?.state} is still held`);
  }
  for (const { id, ledger } of provider.members) if (ledger < 0) violate(`${id} has spent more than there was`);
}

function tally(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function nameOf({ order_id, purpose, position }: EffectRecord): string {
  return `${order_id}'s ${purpose} hold ${position}`;
}
