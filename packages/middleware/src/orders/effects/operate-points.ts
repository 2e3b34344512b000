import { isPerksError } from '@checkout-perks/core/errors';
import { formatDecimal } from '@checkout-perks/core/money';
import type { PointsProvider } from '@checkout-perks/core/providers';
import { type Effect, type KnownHold, type PointsJob, type Probe, snapshotOf } from './effect.ts';
import { memberSerial } from './member-serial.ts';
import { readPoints } from './read-points.ts';

/** The time before a purchase was sent; `blind` where the provider shows nothing of the balance. */
type Before =
  | { blind: true }
  | {
      blind: false;
      /** ms since epoch. */
      at: number;
      /** Points that can be spent, all our holds counted in. */
      gross: number;
      /** Whether the balance showed the witness: the last of this order's holds to end. */
      witnessed: boolean;
      /** Other operations that were sent a short while before, and are over. */
      over: number;
    };

/** A hold that ends as soon as this, ms, is no witness. */
const SHORTEST = 20_000;
/** A hold this close to its end, ms, may have ended: our clock may have been set since it was made. */
const MARGIN = 4 * 60_000;
/** Operations are counted from so long before, ms: those of processes whose clocks are behind must be among them. */
const LOOK_BACK = 10 * 60_000;
/** Refusals that speak of the question, not of the member. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'INVALID_REQUEST',
  'MONEY_INVALID',
  'PROVIDER_REFUSED',
  'POINTS_HOLD_NOT_FOUND',
]);

/**
 * Records a purchase with the loyalty programme, which takes points or brings some: for good, without an id, a list or a way
 * back. What became of a lost one shows in the balance (`docs/orders.md`). A hold of this order is the best witness, since
 * the purchase ends it: as long as its points still show, nothing was recorded.
 */
export function operatePoints(provider: PointsProvider, clock: () => number): Effect<PointsJob> {
  const serial = (job: PointsJob) => memberSerial(provider, job);

  /** Our holds at a moment, and what the balance now says of them. */
  async function look(job: PointsJob, moment: number) {
    const { holds, orphan } = await job.heldAround(moment);
    const ids = holds.map((hold) => hold.id);
    const witness = witnessAt(job, moment);
    const gross = await readPoints(provider, job.memberId, ids);
    const free = ids.length > 0 ? await readPoints(provider, job.memberId) : gross;
    const isOnly = ids.length === 1 && ids[0] === witness?.id;
    const withWitness = witness && !isOnly ? await readPoints(provider, job.memberId, [witness.id]) : gross;
    return { ids, orphan, witness, gross, free, shown: withWitness - free };
  }

  async function outcomeOf(job: PointsJob, before: Exclude<Before, { blind: true }>): Promise<Probe['outcome']> {
    const { ids, orphan, witness, gross, shown } = await look(job, before.at);
    // Something moves while we look.
    if (gross !== (await readPoints(provider, job.memberId, ids))) return 'unknown';

    const spend = job.effect.points ?? 0;
    if (witness && before.witnessed) {
      if (shown === witness.points) return 'notApplied';
      const { all } = await job.operationsSince(before.at - LOOK_BACK);
      const lives = clock() < witness.until - MARGIN && all === before.over;
      // Where nothing is left at all, the programme may have stopped to show balances.
      const moved = spend === 0 || orphan || gross !== before.gross;
      if (shown === 0 && lives && moved && (gross > 0 || before.gross <= spend)) return 'applied';
      // The hold says that it was recorded, and the balance that it was not: others may have brought back what it took.
      if (lives && gross === before.gross) return 'ambiguous';
    }
    // From here on the balance alone speaks, and what we do not know of would speak along. Points that a purchase brings
    // may show late, or be another purchase's.
    if (orphan || spend === 0) return 'ambiguous';
    if (gross === before.gross) return 'notApplied';
    return gross === before.gross - spend ? 'applied' : 'unknown';
  }

  function question({ effect }: PointsJob): string {
    const sum = `${formatDecimal(effect.amount, effect.currency)} ${effect.currency}`;
    const spending = effect.points ? `, with ${effect.points} points spent` : '';
    return `Has ${provider.name} recorded the purchase of ${sum} of order ${effect.order_id}${spending}?`;
  }

  return {
    serial,
    marksEarly: false,
    question,

    async snapshot(job) {
      const at = clock();
      const write = (before: Before) => JSON.stringify(before);
      // Such a member's balance is always 0.
      if (job.points.kind === 'discount') return write({ blind: true });
      try {
        // First: what is over then cannot end a hold that shows afterwards.
        const { over } = await job.operationsSince(at - LOOK_BACK);
        const { witness, gross, free, shown } = await look(job, at);
        // Ids of holds are taken off here, not added: nothing below is made for that.
        if (gross < free) return write({ blind: true });
        const witnessed = witness !== undefined && shown === witness.points;
        return write({ blind: false, at, gross, witnessed, over });
      } catch (thrown) {
        if (isPerksError(thrown) && UNREADABLE.has(thrown.code)) return write({ blind: true });
        throw thrown;
      }
    },

    async perform({ effect, memberId, holds }) {
      const living = holds.filter((hold) => hold.until > clock()).map((hold) => hold.id);
      const request = { memberId, amount: effect.amount, spend: effect.points ?? 0, holds: living };
      const { spent, earned } = await provider.operate(request);
      return { id: effect.reference, spent, earned };
    },

    async probe(job) {
      const before = JSON.parse(snapshotOf(job)) as Before;
      const outcome = before.blind ? 'ambiguous' : await outcomeOf(job, before);
      switch (outcome) {
        case 'applied':
          return { outcome, receipt: { id: job.effect.reference } };
        case 'ambiguous':
          return { outcome, question: question(job) };
        default:
          return { outcome: outcome === 'notApplied' ? outcome : 'unknown' };
      }
    },
  };
}

function witnessAt({ holds }: PointsJob, moment: number): KnownHold | undefined {
  return holds.filter((hold) => hold.until > moment + SHORTEST).sort((one, other) => other.until - one.until)[0];
}
