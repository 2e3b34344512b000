import type { EffectRecord, OrderRecord } from '../../src/journal/journal.ts';
import type { JournalTables, OrderPointsRecord } from '../../src/journal/tables.ts';
import type { World } from '../world/world.ts';
import { sealer } from './simulated-sealer.ts';

/**
 * The truth about an effect that a person is asked about, which only the provider's books hold: a person who looks at them
 * finds this out.
 *
 * @param reference `attention.effect` of the order
 */
export async function hasHappened(world: World, orderId: string, reference: string): Promise<boolean> {
  const { read } = world.database.as<JournalTables>();
  const effects = await read.selectFrom('perks_effect').selectAll().execute();
  const orders = await read.selectFrom('perks_order').selectAll().execute();
  const effect = effects.find((one) => one.order_id === orderId && namesOf(one).includes(reference));
  if (!effect) throw new Error(`${orderId} asks about ${reference}, which it does not have`);
  switch (effect.kind) {
    case 'activate': {
      const gift = await read
        .selectFrom('perks_gift')
        .selectAll()
        .where('order_id', '=', orderId)
        .where('position', '=', effect.gift_position)
        .executeTakeFirstOrThrow();
      const code = [...world.gifts.codes.values()].find((one) => one.code.endsWith(gift.masked.replace(/^•+/, '')));
      return code?.operation !== undefined && !claimed(effects, `activate:${code.operation}`);
    }
    case 'issue':
      return [...world.gifts.codes.values()].some((one) => one.reference === effect.reference);
    case 'operate': {
      const key = operationKey(orders, effect);
      const recorded = world.points.operations.filter((one) => key === `${one.member} ${one.amount} ${one.spend}`);
      const known = effects.filter(
        (one) => one.kind === 'operate' && one.state === 'applied' && operationKey(orders, one) === key,
      );
      return recorded.length > known.length;
    }
    default:
      return false;
  }
}

/** What tells an operation from others in the provider's books. */
export function operationKey(orders: readonly OrderRecord[], effect: EffectRecord): string {
  const order = orders.find(({ id }) => id === effect.order_id);
  const { purchase } = JSON.parse(order?.points ?? '{}') as Partial<OrderPointsRecord>;
  const member = order?.sealed_member ? sealer.open(order.sealed_member) : 'nobody';
  return `${member} ${purchase} ${effect.points ?? 0}`;
}

function namesOf({ reference, position, kind }: EffectRecord): string[] {
  return [reference, String(position), `${kind}-${position}`];
}

function claimed(effects: readonly EffectRecord[], receipt: string): boolean {
  return effects.some((effect) => effect.receipt_id === receipt);
}
