import { PerksError } from '@checkout-perks/core/errors';
import type { PointsProvider } from '@checkout-perks/core/providers';
import type { Effect, PointsJob } from './effect.ts';
import { memberSerial } from './member-serial.ts';
import { readPoints } from './read-points.ts';

/**
 * Lets go of the points that an order holds. The provider says yes whatever it is asked to release, so the balance is read
 * back: with the holds and without, it must be the same. Releasing can be repeated, and a hold ends by itself in the end.
 */
export function releasePoints(provider: PointsProvider, clock: () => number): Effect<PointsJob> {
  const living = ({ holds }: PointsJob) => holds.filter((hold) => hold.until > clock()).map((hold) => hold.id);

  async function isGone(job: PointsJob): Promise<boolean> {
    const ids = living(job);
    if (ids.length === 0) return true;
    const withHolds = await readPoints(provider, job.memberId, ids);
    return withHolds === (await readPoints(provider, job.memberId));
  }

  return {
    serial: (job) => memberSerial(provider, job),
    marksEarly: true,

    snapshot: async () => '',

    async perform(job) {
      for (const id of living(job)) await provider.release(id);
      if (!(await isGone(job))) throw new PerksError('PROVIDER_PROTOCOL', { outcome: 'unknown' });
      return { id: job.effect.reference };
    },

    async probe(job) {
      const receipt = { id: job.effect.reference };
      return (await isGone(job)) ? { outcome: 'applied', receipt } : { outcome: 'notApplied' };
    },

    question: ({ effect }) => `Are the points that order ${effect.order_id} held free again?`,
  };
}
