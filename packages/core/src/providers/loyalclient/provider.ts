import { isPerksError } from '../../errors/perks-error.ts';
import type { Member, PointsProvider } from '../points-provider.ts';
import { createLoyalClient, type LoyalClientOptions } from './client.ts';
import type { LoyalPerson } from './loyal-person.ts';

/** How the shop's point of sale at LoyalClient is used for loyalty points. */
export type LoyalClientPointsProviderOptions = LoyalClientOptions;

/**
 * LoyalClient as a provider of loyalty points.
 *
 * @throws {PerksError} `CONFIGURATION`, as {@link createLoyalClient}
 */
export function createLoyalClientPointsProvider(options: LoyalClientPointsProviderOptions): PointsProvider {
  const client = createLoyalClient(options);

  return {
    name: 'loyalclient',
    timeoutMs: client.timeoutMs,

    async identify(search, holds) {
      try {
        return { found: true, member: memberOf(await client.client({ search, holds })) };
      } catch (thrown) {
        if (isPerksError(thrown) && thrown.code === 'MEMBER_NOT_FOUND') return { found: false };
        throw thrown;
      }
    },

    async calculate({ memberId, amount, holds }) {
      const { spend, earn, basisPoints, type } = await client.recalc({ clientId: memberId, amount, holds });
      return { maxSpend: Math.floor(spend), earn: Math.floor(earn), basisPoints, kind: type };
    },

    async hold({ memberId, points, minutes }) {
      const { id, until, amount } = await client.hold({ clientId: memberId, points, minutes });
      return { id, until, points: Math.floor(amount) };
    },

    release: (holdId) => client.release(holdId),

    async operate({ memberId, amount, spend, holds }) {
      const done = await client.retail({ clientId: memberId, amount, spend, holds });
      const { total, basisPoints, type } = done;
      return {
        total,
        spent: Math.floor(done.spend ?? 0),
        earned: Math.floor(done.earn ?? 0),
        basisPoints,
        kind: type,
      };
    },
  };
}

function memberOf({ level, balance, ...person }: LoyalPerson): Member {
  const { type, ...rest } = level;
  return { ...person, level: { ...rest, kind: type }, balance: Math.floor(balance) };
}
