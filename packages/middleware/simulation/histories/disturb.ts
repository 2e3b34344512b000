import type { ScriptedAction } from '../scripts/script.ts';
import { giftCode } from '../world/gift-model.ts';
import type { World } from '../world/world.ts';

/** What is done by others than the shop. */
export type Disturbance = Exclude<ScriptedAction, { order: number } | { do: 'recover' }>;

/**
 * Has somebody else spend the same points, codes or promos, or somebody set clocks.
 *
 * @param skews How far the clock of each process is from the true time, ms
 * @returns False when it cannot be done at this moment
 */
export function disturb(world: World, action: Disturbance, skews: number[]): boolean {
  switch (action.do) {
    case 'setClock': {
      const { worker, ms } = action;
      // A clock that is set by much while a request is under way makes the request's age unknowable.
      if (worker < 0 && world.wire.underWay() > 0) return false;
      world.trace(`clock ${worker} ${ms}`);
      world.figures.count('action', worker < 0 ? 'set all clocks' : 'set one clock');
      for (const [slot, skew] of skews.entries()) if (worker < 0 || worker === slot) skews[slot] = skew + ms;
      return true;
    }
    case 'rivalUses':
      world.promos.use(action.promo);
      break;
    case 'rivalActivates':
      world.gifts.end(giftCode(action.gift), 'activated');
      break;
    case 'rivalDeactivates':
      world.gifts.end(giftCode(action.gift), 'deactivated');
      break;
    case 'rivalSpends':
      world.points.rival(action.member, 'spends', action.points);
      break;
    case 'rivalEarns':
      world.points.rival(action.member, 'earns', action.points);
      break;
    case 'rivalHolds':
      world.points.rival(action.member, 'holds', action.points);
  }
  world.figures.count('action', action.do);
  return true;
}
