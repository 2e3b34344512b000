import type { PerksState, Saying } from './perks-state.ts';

/** Puts sentences into the live region's mouth; none leaves what was said last. */
export function say(state: PerksState, said: readonly Saying[]): PerksState {
  return said.length === 0 ? state : { ...state, said, turn: state.turn + 1 };
}
