import type { MemberSearch, PointsCalculation, PointsProvider } from '@checkout-perks/core/providers';
import { createBriefCache } from './brief-cache.ts';

/** What a quote asks of the provider. */
type PointsReads = Pick<PointsProvider, 'identify' | 'calculate'>;

/** What a quote asks of the loyalty programme. */
export interface MemberLookUp {
  /** Asks the provider. */
  now: PointsReads;
  /** What the provider said a moment ago, for quotes; an order never goes by it. */
  glance: PointsReads;
  /** Forgets a member whose points an order has just tried to hold, free or spend. */
  forget(memberId: string): void;
}

/** How long a member's name and balance are good for quotes, ms. */
const MEMBER = 10_000;
/** How long a calculation is good for quotes, ms: while a shopper moves the slider of points, nothing else changes. */
const CALCULATION = 2000;
const MOST = 2000;

/** Makes the look-up of members. */
export function createMemberLookUp(provider: PointsReads, clock: () => number): MemberLookUp {
  const members = createBriefCache<MemberSearch>({ keepFor: () => MEMBER, most: MOST, clock });
  const sums = createBriefCache<PointsCalculation>({ keepFor: () => CALCULATION, most: MOST, clock });
  const now: PointsReads = {
    identify: async (search, holds) => provider.identify(search, holds),
    calculate: async (request) => provider.calculate(request),
  };
  return {
    now,
    glance: {
      identify: async (search) => members.get(search, () => now.identify(search)),
      calculate: async (request) =>
        sums.get(JSON.stringify([request.memberId, request.amount]), () => now.calculate(request)),
    },
    forget(memberId) {
      members.forget((_, answer) => answer.found && answer.member.id === memberId);
      sums.forget((key) => JSON.parse(key)[0] === memberId);
    },
  };
}
