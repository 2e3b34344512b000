import type { EffectRecord } from '../../src/journal/journal.ts';
import type { OrderPointsRecord } from '../../src/journal/tables.ts';
import type { Script } from '../scripts/script.ts';
import type { World } from '../world/world.ts';
import type { Books } from './books.ts';

/** Checks that a person is asked only where the provider's records do not tell, and counts for what. */
export function checkAttention(world: World, books: Books): void {
  for (const order of books.orders) {
    if (order.state !== 'attention') continue;
    const stuck = books.effects.filter((effect) => effect.order_id === order.id && effect.state === 'stuck');
    if (stuck.length === 0) world.violate(`${order.id} waits for a person, and there is nothing to ask`);
    if (books.told.get(order.id) && order.resume_state === null) world.violate(`${order.id} cannot go on`);
  }
  for (const effect of books.effects) {
    if (effect.question === null) continue;
    const reason = reasonOf(world, books, effect);
    world.figures.count('attention', `${effect.purpose} ${effect.kind}: ${reason ?? 'no reason'}`);
    if (reason === undefined) world.violate(`${effect.order_id} asks without need: ${effect.question}`);
  }
}

/** What makes an effect undecidable by reads alone. */
function reasonOf({ script }: World, { orders, effects }: Books, effect: EffectRecord): string | undefined {
  const lost =
    script.writes.length > 0 ||
    script.faults.some(({ call, kind }) => call === effect.kind && kind !== 'slow' && kind !== 'unreachable');
  if (!lost) return undefined;
  const order = orders.find(({ id }) => id === effect.order_id);
  switch (effect.kind) {
    case 'activate':
      return script.actions.some(({ do: what }) => what === 'rivalActivates' || what === 'rivalDeactivates')
        ? 'somebody else had the code'
        : undefined;
    case 'operate': {
      const { kind } = JSON.parse(order?.points ?? '{}') as Partial<OrderPointsRecord>;
      if (kind !== 'cashback') return 'a level that shows no balance';
      if (script.actions.some(({ do: what }) => what.startsWith('rival'))) return 'somebody else moved the balance';
      const held = effects.filter((one) => one.kind === 'hold' && one.order_id === effect.order_id);
      if (!held.some(({ state }) => state === 'applied')) return 'no point could be held as a witness';
      if (effects.some((one) => one.kind === 'hold' && one.state === 'forgone' && one.since !== null)) {
        return 'a hold whose answer was lost';
      }
      const ended =
        script.writes.length > 0 ||
        script.providers.longestHold < 30 ||
        clockWasSet(script) ||
        nobodyCameInTime(script);
      if (ended) return 'its witness ended before it could be asked';
      // Nobody told the shop whether its purchases end the holds of other members, too.
      const others = effects.some((one) => one.kind === 'operate' && one !== effect && one.sent_at !== null);
      return others ? 'another purchase may have ended its witness' : undefined;
    }
    default:
      return undefined;
  }
}

/** Nobody looked after the order for longer than points are held. */
function nobodyCameInTime({ actions }: Script): boolean {
  return actions.some(({ at }) => at > 20 * 60_000);
}

function clockWasSet({ actions }: Script): boolean {
  return actions.some((action) => action.do === 'setClock');
}
