import type { PointsProvider } from '@checkout-perks/core/providers';
import type { Effect, PointsJob } from './effect.ts';
import { memberSerial } from './member-serial.ts';

const MINUTE = 60_000;
/** The longest that providers hold, minutes. */
const LONGEST = 30;

/**
 * Holds points, so that they cannot be spent elsewhere meanwhile. No provider lists holds: one whose answer got lost has an
 * id that nobody knows and ends by itself, so it is neither looked for nor sent again, and the order goes on without.
 */
export function holdPoints(provider: PointsProvider, clock: () => number): Effect<PointsJob> {
  return {
    serial: (job) => memberSerial(provider, job),
    marksEarly: true,

    snapshot: async () => '',

    async perform({ effect, memberId, expiresAt }) {
      // A witness lasts as long as it can: it may take a while until somebody asks for it.
      const start = clock();
      const left = effect.purpose === 'witness' ? LONGEST : Math.ceil((expiresAt - start) / MINUTE);
      const minutes = Math.min(Math.max(left, 1), LONGEST);
      const { id, points, until } = await provider.hold({ memberId, points: effect.points ?? 0, minutes });
      // Its end is compared with our clock, from which the provider's may differ by any time.
      return { id, points, until: Math.min(until, start + minutes * MINUTE) };
    },

    probe: async () => ({ outcome: 'forgone' }),

    question: ({ effect }) => `Are ${effect.points} points held for order ${effect.order_id}?`,
  };
}
