import type { EffectRecord, GiftRecord, JournalTransaction } from '../journal/journal.ts';

/** What planning needs beside the order. */
export interface PlanOptions {
  clock: () => number;
  newId: () => string;
}

type Plan = Pick<EffectRecord, 'kind' | 'purpose' | 'gift_position' | 'amount' | 'currency'>;

/** Plans what a commit does: spend each code whole, and issue a new one for what is left of it. */
export async function planCommit(
  tx: JournalTransaction,
  options: PlanOptions,
  orderId: string,
  currency: string,
  gifts: readonly GiftRecord[],
): Promise<void> {
  const pay = gifts.map(
    (gift): Plan => ({
      kind: 'activate',
      purpose: 'pay',
      gift_position: gift.position,
      amount: gift.face_value,
      currency,
    }),
  );
  const remainders = gifts
    .filter((gift) => gift.face_value > gift.amount)
    .map(
      (gift): Plan => ({
        kind: 'issue',
        purpose: 'remainder',
        gift_position: gift.position,
        amount: gift.face_value - gift.amount,
        currency,
      }),
    );
  await plan(tx, options, orderId, [...pay, ...remainders]);
}

/** Plans new codes for value that goes back: all of it for an undo, what it paid for a refund. */
export async function planIssues(
  tx: JournalTransaction,
  options: PlanOptions,
  orderId: string,
  purpose: 'undo' | 'refund',
  returns: readonly Pick<EffectRecord, 'gift_position' | 'amount' | 'currency'>[],
): Promise<void> {
  const plans = returns.map(({ gift_position, amount, currency }): Plan => {
    return { kind: 'issue', purpose, gift_position, amount, currency };
  });
  await plan(tx, options, orderId, plans);
}

async function plan(
  tx: JournalTransaction,
  { clock, newId }: PlanOptions,
  orderId: string,
  plans: readonly Plan[],
): Promise<void> {
  if (plans.length === 0) return;
  const last = await tx
    .selectFrom('perks_effect')
    .select((select) => select.fn.max('position').as('position'))
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  const first = last?.position === null || last === undefined ? 0 : Number(last.position) + 1;
  const rows = plans.map((one, index) => ({
    ...one,
    order_id: orderId,
    position: first + index,
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
  }));
  await tx.insertInto('perks_effect').values(rows).execute();
}
