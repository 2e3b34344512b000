import { insertRows } from '../../journal/insert-rows.ts';
import type { EffectRecord, JournalTransaction, OrderFile, OrderRecord } from '../../journal/journal.ts';
import type { OrderPointsRecord } from '../../journal/tables.ts';

/** What planning needs beside the order. */
export interface PlanOptions {
  clock: () => number;
  newId: () => string;
}

type Plan = Pick<EffectRecord, 'kind' | 'purpose' | 'amount'> &
  Partial<Pick<EffectRecord, 'gift_position' | 'refund' | 'points' | 'currency'>>;

/** Points held for less than this, ms, may be free before it is known whether they are spent. */
const TOO_SHORT = 6 * 60_000;
/** The longest that providers hold points, ms. */
const LONGEST_HOLD = 30 * 60_000;

/** Plans the hold of the points that a new reservation is to spend. @returns What was planned */
export function planHold(
  tx: JournalTransaction,
  options: PlanOptions,
  order: Pick<OrderRecord, 'id' | 'currency'>,
  points: number,
): Promise<EffectRecord[]> {
  return plan(tx, options, order, [{ kind: 'hold', purpose: 'reserve', amount: 0, points }], 0);
}

/**
 * Plans what a commit does: spend each code whole, then the points, for that cannot be undone; issue new codes for what is
 * left; and have a purchase that takes no points recorded.
 *
 * @param file The order as read in this transaction
 * @returns What was planned
 */
export function planCommit(
  tx: JournalTransaction,
  options: PlanOptions,
  { order, gifts, effects }: OrderFile,
): Promise<EffectRecord[]> {
  const pay = gifts.map(({ position, face_value }): Plan => {
    return { kind: 'activate', purpose: 'pay', gift_position: position, amount: face_value };
  });
  const remainders = gifts
    .map((gift) => [gift, gift.remainder ?? gift.face_value - gift.amount] as const)
    .filter(([, amount]) => amount > 0)
    .map(([{ position }, amount]): Plan => {
      return { kind: 'issue', purpose: 'remainder', gift_position: position, amount };
    });
  const { spending, earning } = planPurchase(options, order, effects);
  const first = Math.max(-1, ...effects.map(({ position }) => position)) + 1;
  return plan(tx, options, order, [...pay, ...spending, ...remainders, ...earning], first);
}

function planPurchase({ clock }: PlanOptions, order: OrderRecord, effects: readonly EffectRecord[]) {
  const points = order.points === null ? undefined : (JSON.parse(order.points) as OrderPointsRecord);
  const none: Plan[] = [];
  if (!points || (points.spend === 0 && points.purchase === 0)) return { spending: none, earning: none };

  const { spend, purchase, kind } = points;
  const hold = effects.find((effect) => effect.purpose === 'reserve' && effect.state === 'applied');
  const until = hold ? Math.min(order.expires_at, (hold.sent_at ?? 0) + LONGEST_HOLD) : 0;
  const lasts = until - clock() > TOO_SHORT;
  // The balance of a member on a discount level is always 0.
  const witness: Plan[] =
    lasts || kind === 'discount' ? [] : [{ kind: 'hold', purpose: 'witness', amount: 0, points: 1 }];
  const purpose = spend > 0 ? 'pay' : 'earn';
  const recorded: Plan[] = [...witness, { kind: 'operate', purpose, amount: purchase, points: spend }];
  return spend > 0 ? { spending: recorded, earning: none } : { spending: none, earning: recorded };
}

/** Plans new codes for value that goes back: all of it for an undo, what it paid for a refund. */
export async function planIssues(
  tx: JournalTransaction,
  options: PlanOptions,
  order: Pick<OrderRecord, 'id' | 'currency'>,
  purpose: 'undo' | 'refund',
  returns: readonly (Pick<EffectRecord, 'gift_position' | 'amount'> & Partial<Pick<EffectRecord, 'refund'>>)[],
): Promise<void> {
  const plans = returns.map(({ gift_position, amount, refund = null }): Plan => {
    return { kind: 'issue', purpose, gift_position, amount, refund };
  });
  await plan(tx, options, order, plans);
}

/** Plans to let go of points that are held for nothing any more. */
export async function planRelease(
  tx: JournalTransaction,
  options: PlanOptions,
  order: Pick<OrderRecord, 'id' | 'currency'>,
  holds: readonly EffectRecord[],
): Promise<void> {
  const points = holds.reduce((sum, hold) => sum + (hold.points ?? 0), 0);
  await plan(tx, options, order, [{ kind: 'release', purpose: 'release', amount: 0, points }]);
}

/** @param first The position of the first, where it is known */
async function plan(
  tx: JournalTransaction,
  { clock, newId }: PlanOptions,
  order: Pick<OrderRecord, 'id' | 'currency'>,
  plans: readonly Plan[],
  first?: number,
): Promise<EffectRecord[]> {
  if (plans.length === 0) return [];
  const from = first ?? (await nextPosition(tx, order.id));
  const rows = plans.map((one, index) => ({
    gift_position: null,
    refund: null,
    points: null,
    currency: order.currency,
    ...one,
    order_id: order.id,
    position: from + index,
    state: 'planned' as const,
    reference: newId(),
    snapshot: null,
    since: null,
    sent_at: null,
    attempts: 0,
    wake_at: clock(),
    receipt_id: null,
    sealed_receipt: null,
    error: null,
    question: null,
    answer: null,
  }));
  await insertRows(tx, 'perks_effect', rows);
  return rows;
}

async function nextPosition(tx: JournalTransaction, orderId: string): Promise<number> {
  const last = await tx
    .selectFrom('perks_effect')
    .select((select) => select.fn.max('position').as('position'))
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  return last?.position === null || last === undefined ? 0 : Number(last.position) + 1;
}
