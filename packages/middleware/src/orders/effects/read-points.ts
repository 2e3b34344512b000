import type { PointsProvider } from '@checkout-perks/core/providers';

/** A purchase so large that its share paid by points is no limit, minor units. */
const VAST = 100_000_000_000;

/**
 * Reads how many points a member can spend, by what the provider would let them spend on a vast purchase: the one call that
 * shows a balance needs a phone, and the journal keeps none. It is 0 on levels whose points pay nothing.
 *
 * @param holds Ids of holds whose points are counted in
 */
export async function readPoints(
  provider: PointsProvider,
  memberId: string,
  holds: readonly string[] = [],
): Promise<number> {
  const { maxSpend } = await provider.calculate({ memberId, amount: VAST, holds });
  return maxSpend;
}
