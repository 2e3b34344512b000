import type { OrderState } from '@checkout-perks/core/contract';
import type { EffectRecord } from '../../journal/journal.ts';

/** What an order's points are at. */
export type PointsStatus = 'held' | 'unheld' | 'spent' | 'earned' | 'owed' | 'refused' | 'released';

const LET_GO: ReadonlySet<OrderState> = new Set(['declining', 'declined', 'cancelled', 'expired']);

/**
 * Tells what an order's points are at: `held` or `unheld` (their hold's answer got lost) until they are `spent`; `owed` until
 * they are `earned`, or `refused` when the provider no longer knows the member; `released` once the order has let go.
 *
 * @param spend Points that the order spends; 0 when it brings points
 */
export function pointsStatus(state: OrderState, spend: number, effects: readonly EffectRecord[]): PointsStatus {
  const operation = effects.find((effect) => effect.kind === 'operate');
  if (operation?.state === 'applied') return spend > 0 ? 'spent' : 'earned';
  const isHeld = effects.some((effect) => effect.purpose === 'reserve' && effect.state === 'applied');
  if (LET_GO.has(state)) {
    const release = effects.findLast((effect) => effect.kind === 'release');
    return isHeld && release?.state !== 'applied' ? 'held' : 'released';
  }
  if (spend > 0) return isHeld ? 'held' : 'unheld';
  if (operation?.state === 'refused') return 'refused';
  return operation?.state === 'forgone' ? 'released' : 'owed';
}
