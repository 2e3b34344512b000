import { PerksError } from '@checkout-perks/core/errors';
import type { EffectRecord, Journal, OrderFile } from '../../journal/journal.ts';
import type { OrderPointsRecord } from '../../journal/tables.ts';
import { receiptId } from '../deciding/receipt-id.ts';
import type { Effect, EffectJob, GiftJob, KnownHold, PointsJob, Probe } from '../effects/effect.ts';
import type { EffectKinds } from '../effects/effect-kinds.ts';
import { type Receipt, receiptOf } from '../effects/receipts.ts';

/** One effect of an order, ready to be sent or looked for. */
export interface PreparedEffect {
  serial: string;
  /** As {@link Effect.marksEarly}. */
  marksEarly: boolean;
  question: string;
  claimed: EffectJob['claimed'];
  snapshot(): Promise<string>;
  /** @param effect As it is now written down */
  perform(effect: EffectRecord): Promise<Receipt>;
  probe(): Promise<Probe>;
}

/** States out of which no effect is ever sent again. */
const OVER: ReadonlySet<EffectRecord['state']> = new Set(['applied', 'refused', 'forgone']);
/** No hold lives longer than this, ms. */
const LONGEST_HOLD = 31 * 60_000;
/** How far back holds are named, ms: longer than they live, since a clock may have been set meanwhile. */
const HOLDS_BACK = 4 * LONGEST_HOLD;
/** A request takes no more ids. */
const MOST_HOLDS = 50;

/**
 * Brings together an effect and all that it needs to know.
 *
 * @throws {PerksError} `CONFIGURATION` when the provider that the order was reserved with is gone, or the secret that its codes
 *   are encrypted with
 */
export function prepareEffect(
  journal: Journal,
  kinds: EffectKinds,
  file: OrderFile,
  effect: EffectRecord,
): PreparedEffect {
  switch (effect.kind) {
    case 'activate':
    case 'issue':
      return prepared(kinds[effect.kind], effect, giftJob(journal, file, effect));
    case 'hold':
    case 'release':
    case 'operate':
      return prepared(kinds[effect.kind], effect, pointsJob(journal, file, effect));
  }
}

function prepared<Job extends EffectJob>(
  kind: Effect<Job> | undefined,
  { kind: name }: EffectRecord,
  job: Job,
): PreparedEffect {
  if (!kind) {
    const option = name === 'activate' || name === 'issue' ? 'gift' : 'points';
    throw new PerksError('CONFIGURATION', { details: { option } });
  }
  return {
    serial: kind.serial(job),
    marksEarly: kind.marksEarly,
    question: kind.question(job),
    claimed: job.claimed,
    snapshot: () => kind.snapshot(job),
    perform: (effect) => kind.perform({ ...job, effect }),
    probe: () => kind.probe(job),
  };
}

function giftJob(journal: Journal, { gifts, order }: OrderFile, effect: EffectRecord): GiftJob {
  const gift = gifts.find((one) => one.position === effect.gift_position);
  if (!gift) throw new PerksError('INTERNAL', { details: { order: order.id } });
  return { effect, claimed: claims(journal, effect), gift, code: journal.sealer.open(gift.sealed_code) };
}

function pointsJob(journal: Journal, { order, effects }: OrderFile, effect: EffectRecord): PointsJob {
  const { sealer, read } = journal;
  const { points, sealed_member } = order;
  if (points === null || sealed_member === null) throw new PerksError('INTERNAL', { details: { order: order.id } });
  const memberId = sealer.open(sealed_member);

  return {
    effect,
    claimed: claims(journal, effect),
    points: JSON.parse(points) as OrderPointsRecord,
    memberId,
    member: sealer.fingerprint(memberId),
    expiresAt: order.expires_at,
    holds: effects.flatMap((one) => holdOf(journal, one)),

    async heldAround(moment) {
      const held = await read
        .selectFrom('perks_effect')
        .innerJoin('perks_order', 'perks_order.id', 'perks_effect.order_id')
        .selectAll('perks_effect')
        .where('perks_order.member', 'in', sealer.fingerprints(memberId))
        .where('perks_effect.kind', '=', 'hold')
        .where('perks_effect.sent_at', '>', moment - HOLDS_BACK)
        .orderBy('perks_effect.sent_at', 'desc')
        .limit(MOST_HOLDS)
        .execute();
      const maybe = held.filter((one) => (one.sent_at ?? 0) > moment - LONGEST_HOLD);
      return {
        holds: held.flatMap((one) => holdOf(journal, one)),
        orphan: maybe.some((one) => one.state === 'forgone' && one.since !== null),
      };
    },

    async operationsSince(moment) {
      const counted = await read
        .selectFrom('perks_effect')
        .select((select) => ['state', select.fn.countAll().as('count')])
        .where('kind', '=', 'operate')
        .where('sent_at', '>=', moment)
        .where('reference', '!=', effect.reference)
        // Certainly not recorded when it was sent; sent again, it is something else.
        .where('state', '!=', 'planned')
        .groupBy('state')
        .execute();
      const sum = (rows: typeof counted) => rows.reduce((total, { count }) => total + Number(count), 0);
      return { all: sum(counted), over: sum(counted.filter(({ state }) => OVER.has(state))) };
    },
  };
}

function holdOf({ sealer }: Journal, effect: EffectRecord): KnownHold[] {
  const { id, points, until } = effect.kind === 'hold' ? (receiptOf(effect, sealer) ?? {}) : {};
  return id === undefined || points === undefined || until === undefined ? [] : [{ id, points, until }];
}

function claims({ read }: Journal, effect: EffectRecord): EffectJob['claimed'] {
  return async (ids) => {
    const wanted = ids.map((id) => receiptId(effect, id));
    const rows = await read
      .selectFrom('perks_effect')
      .select(['order_id', 'position', 'receipt_id'])
      .where('receipt_id', 'in', wanted)
      .execute();
    // A write that was told to have failed may have been made all the same.
    const others = rows.filter((row) => row.order_id !== effect.order_id || row.position !== effect.position);
    const known = new Set(others.map((row) => row.receipt_id));
    return new Set(ids.filter((id) => known.has(receiptId(effect, id))));
  };
}
