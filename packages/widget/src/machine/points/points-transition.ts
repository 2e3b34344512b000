import type { PerksState } from '../perks-state.ts';
import type { PerksStep } from '../perks-step.ts';
import type { PointsEvent } from './points-event.ts';

/**
 * Works out what an event means for points. It is not in the script tag's first file but loaded when a shopper may need
 * it, so the machine is handed it with the event.
 *
 * @param ask Makes the next quote request
 */
export type PointsTransition = (
  state: PerksState,
  event: PointsEvent,
  ask: (state: PerksState, settle?: boolean) => PerksStep,
) => PerksStep;
