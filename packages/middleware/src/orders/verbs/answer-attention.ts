import { type AttentionAnswer, attentionAnswer, type Order } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import type { EffectRecord, JournalTransaction } from '../../journal/journal.ts';
import { OrderRefusal } from '../refusals/order-refusal.ts';
import { workOn } from '../running/work-on.ts';
import type { OrderContext } from '../storing/order-context.ts';
import { orderView } from '../views/order-view.ts';
import { parseInput } from './parse-input.ts';

/**
 * Takes what a person found out about a side effect that only a person could judge, and lets the order go on from where it
 * was: with `happened` as if the provider had answered so, else by sending it anew. Repeating it is harmless.
 *
 * A new gift code that a person says was issued stays in that person's hands: the order shows it as issued, without the code.
 *
 * @throws {PerksError} `ORDER_NOT_FOUND`; `INVALID_REQUEST` for an effect that is none of this order's; as {@link OrderRefusal}:
 *   `ORDER_STATE` for an effect that is not in question, or that was answered otherwise
 */
export async function answerAttention(context: OrderContext, orderId: string, answer: AttentionAnswer): Promise<Order> {
  const { journal, timing } = context;
  const { effect: reference, happened } = parseInput(attentionAnswer, answer);
  const found = happened ? 'happened' : 'notHappened';

  await journal.transact(async (tx) => {
    const file = await journal.load(orderId, tx);
    if (!file) throw new PerksError('ORDER_NOT_FOUND');
    const effect = file.effects.find((one) => one.reference === reference);
    if (!effect) throw new PerksError('INVALID_REQUEST', { details: { path: 'effect' } });
    if (effect.state !== 'stuck') {
      if (effect.answer === found) return;
      throw new OrderRefusal('ORDER_STATE', orderView(file, journal.sealer));
    }
    await writeAnswer(tx, context, effect, found);
    const { state, resume_state } = file.order;
    const now = context.clock();
    await tx
      .updateTable('perks_order')
      .set({
        // What else is stuck brings the order back to where it is now.
        ...(state === 'attention' && resume_state !== null ? { state: resume_state, resume_state: null } : {}),
        wake_at: now,
        updated_at: now,
      })
      .where('id', '=', orderId)
      .execute();
  });
  const file = await workOn(context, orderId, timing.wait);
  if (!file) throw new PerksError('ORDER_NOT_FOUND');
  return orderView(file, journal.sealer);
}

async function writeAnswer(
  tx: JournalTransaction,
  { clock }: OrderContext,
  { order_id, position }: EffectRecord,
  answer: 'happened' | 'notHappened',
): Promise<void> {
  const anew = { state: 'planned', since: null, attempts: 0, error: null, wake_at: clock() } as const;
  await tx
    .updateTable('perks_effect')
    .set({ answer, snapshot: null, ...(answer === 'happened' ? { state: 'applied' as const } : anew) })
    .where('order_id', '=', order_id)
    .where('position', '=', position)
    .execute();
}
