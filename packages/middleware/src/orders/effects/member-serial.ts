import type { PointsProvider } from '@checkout-perks/core/providers';
import type { PointsJob } from './effect.ts';

/**
 * What moves one member's points goes one at a time: of two movements of one balance nobody could tell which has happened.
 * Members do not wait for each other (`docs/decisions/0012-points-of-an-order.md`).
 */
export function memberSerial(provider: PointsProvider, { member }: PointsJob): string {
  return `${provider.name}:member:${member}`;
}
