import type { PerksEffect } from './perks-effect.ts';
import type { PerksState } from './perks-state.ts';

/** The next state, and what is to be done about it. */
export interface PerksStep {
  readonly state: PerksState;
  readonly effects: readonly PerksEffect[];
}
