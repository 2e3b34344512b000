import type { OrderState } from '@checkout-perks/core/contract';
import type { OrderEvent } from '../../journal/advance.ts';
import type { EffectRecord, OrderFile } from '../../journal/journal.ts';

type Purpose = EffectRecord['purpose'];

/** What is worked on in each state. The first of a list is what the state waits for, where it waits for anything. */
const WORK: Partial<Record<OrderState, readonly Purpose[]>> = {
  reserving: ['reserve'],
  committing: ['pay', 'witness'],
  // A part of the order may have been refunded.
  committed: ['remainder', 'refund', 'witness', 'earn'],
  declining: ['undo', 'release'],
  declined: ['release'],
  cancelled: ['reserve', 'release'],
  expired: ['reserve', 'release'],
  // A remainder is owed from commit on, also while the order is being refunded.
  refunding: ['refund', 'remainder', 'witness', 'earn', 'release'],
  refunded: ['witness', 'earn', 'release'],
};

/** States in which the order waits for its effects before it goes on. */
const WAITING: ReadonlySet<OrderState> = new Set(['reserving', 'committing', 'declining', 'refunding']);
/** States in which an order has let go of its points. */
const LET_GO: ReadonlySet<OrderState> = new Set([
  'declining',
  'declined',
  'cancelled',
  'expired',
  'refunding',
  'refunded',
]);

const OPEN: ReadonlySet<EffectRecord['state']> = new Set(['planned', 'intended', 'unknown']);

/** What is to be done with an order: `remove` means that there is to be no such order. */
export type Decision = Extract<OrderEvent, 'settle' | 'ask' | 'refuse' | 'expire'> | 'remove';

/** What the effects' outcomes mean for the order; nothing while some are still open. @param now ms since epoch */
export function decide(file: OrderFile, now: number): Decision | undefined {
  const { state, expires_at } = file.order;
  if (state === 'reserving') return decideReserving(file.effects, expires_at <= now);
  if (!WAITING.has(state)) return undefined;

  const awaited = file.effects.filter((effect) => awaits(state, effect));
  // What may still turn out to have happened must be known before anything is undone or handed to a person.
  if (awaited.some((effect) => effect.state === 'intended' || effect.state === 'unknown')) return undefined;
  if (awaited.some((effect) => effect.state === 'stuck')) {
    // One code that a person must look for keeps no other from going back to the shopper.
    const more = state !== 'committing' && awaited.some((effect) => effect.state === 'planned');
    return more ? undefined : 'ask';
  }
  if (awaited.some((effect) => effect.state === 'refused')) return 'refuse';
  return awaited.every((effect) => effect.state === 'applied') ? 'settle' : undefined;
}

function decideReserving(effects: readonly EffectRecord[], late: boolean): Decision | undefined {
  const hold = effects.find((effect) => effect.purpose === 'reserve');
  if (hold?.state === 'refused') return 'remove';
  if (late) return 'expire';
  return hold && OPEN.has(hold.state) ? undefined : 'settle';
}

function awaits(state: OrderState, { purpose }: EffectRecord): boolean {
  return purpose === WORK[state]?.[0] || (state === 'refunding' && purpose === 'remainder');
}

/**
 * The effects that can be worked on. What pays goes one by one, in order; value goes back in any order; and a purchase waits
 * for its witness.
 */
export function workable({ order, effects }: OrderFile): EffectRecord[] {
  const purposes = WORK[order.state] ?? [];
  const open = effects.filter((effect) => OPEN.has(effect.state) && purposes.includes(effect.purpose));
  if (order.state === 'committing') return open.slice(0, 1);
  const watched = open.some((effect) => effect.purpose === 'witness');
  return watched ? open.filter((effect) => effect.purpose !== 'earn') : open;
}

/** Effects that were planned for what the order no longer is. */
export function unwanted({ order, effects }: OrderFile): EffectRecord[] {
  return effects.filter(({ state, purpose }) => {
    if (state !== 'planned') return false;
    if (purpose === 'reserve') return order.state !== 'reserving';
    const late = purpose === 'earn' || purpose === 'witness';
    return late && (order.state === 'refunding' || order.state === 'refunded');
  });
}

/** Points that an order has let go of, and that are still held for it. */
export function owesRelease({ order, effects }: OrderFile): EffectRecord[] {
  if (!LET_GO.has(order.state)) return [];
  // A purchase that was recorded has ended its holds, and one that may have been needs them to be found out.
  const over = ({ state }: EffectRecord) => state === 'refused' || state === 'forgone';
  if (effects.some((effect) => effect.kind === 'operate' && !over(effect))) return [];
  const last = effects.findLast((effect) => effect.kind === 'release')?.position ?? -1;
  return effects.filter((effect) => effect.kind === 'hold' && effect.state === 'applied' && effect.position > last);
}

/** When somebody must look at the order next, ms since epoch; null when nothing is left to do. @param now ms since epoch */
export function wakeOf(file: OrderFile, now: number): number | null {
  const { state, expires_at } = file.order;
  if (state === 'reserved') return expires_at;
  // A write that failed has left this undone.
  if (decide(file, now) || unwanted(file).length > 0 || owesRelease(file).length > 0) return now;
  const wakes = workable(file).map((effect) => effect.wake_at);
  return wakes.length > 0 ? Math.min(...wakes) : null;
}
