import type { Order } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { advance, type OrderEvent } from '../../journal/advance.ts';
import type { JournalTransaction, OrderFile, OrderRecord } from '../../journal/journal.ts';
import { prepare } from '../../journal/prepare.ts';
import { OrderRefusal } from '../refusals/order-refusal.ts';
import { waitForOrder } from '../running/wait-for-order.ts';
import { freeOrder } from '../storing/free-order.ts';
import { isFree, leaseOf } from '../storing/lease.ts';
import { holdsAll } from '../storing/lock-gifts.ts';
import type { OrderContext } from '../storing/order-context.ts';
import { planCommit } from '../storing/plan-effects.ts';
import { orderView } from '../views/order-view.ts';

type Begun = Pick<OrderRecord, 'id' | 'state' | 'lease_owner' | 'lease_until' | 'wake_at' | 'updated_at'>;

const beginOrder = prepare<Begun>(
  ['id', 'state', 'lease_owner', 'lease_until', 'wake_at', 'updated_at'],
  (db, { id, ...set }) => db.updateTable('perks_order').set(set).where('id', '=', id).where('state', '=', 'reserved'),
);

/**
 * Makes a reserved order final: spends its gift codes and its points, re-issues what is left of the codes, and has a purchase
 * that takes no points recorded. Call it after the payment is authorised and before it is captured. Repeating it is harmless
 * and answers the order.
 *
 * @returns The order: `committed`, or still `committing` when the provider's answer got lost or takes too long; recovery
 *   goes on by itself
 * @throws {PerksError} `ORDER_NOT_FOUND`; as {@link OrderRefusal}: `ORDER_EXPIRED`, `ORDER_STATE` after a cancel,
 *   `ORDER_DECLINED` when a code or the points were refused and everything else was, or is being, undone
 */
export async function commit(context: OrderContext, orderId: string): Promise<Order> {
  const { journal } = context;
  let file: OrderFile | undefined = await journal.transact((tx) => begin(context, tx, orderId));
  if (file.order.state === 'reserving') {
    file = await waitForOrder(context, file, ['reserving']);
    if (file?.order.state === 'reserved') file = await journal.transact((tx) => begin(context, tx, orderId));
  }
  file &&= await waitForOrder(context, file, ['committing', 'declining']);
  if (!file) throw new PerksError('ORDER_NOT_FOUND');
  return answered(file, context);
}

async function begin(context: OrderContext, tx: JournalTransaction, orderId: string): Promise<OrderFile> {
  const { journal, clock } = context;
  const file = await journal.load(orderId, tx);
  if (!file) throw new PerksError('ORDER_NOT_FOUND');
  if (file.order.state !== 'reserved') return file;

  const now = clock();
  let event: OrderEvent = 'commit';
  if (file.order.expires_at <= now) event = 'expire';
  else if (file.gifts.length > 0 && !(await holdsAll(tx, orderId))) event = 'lose';

  if (event !== 'commit') {
    await freeOrder(tx, context, file, event);
    return (await journal.load(orderId, tx)) ?? file;
  }
  // Who begins goes on at once: the lease is taken with the same write.
  const holder = { worker: context.worker, lease: context.timing.lease };
  const { lease_owner, lease_until } = file.order;
  const lease = isFree(file.order, context.worker, now)
    ? leaseOf(holder, now)
    : { lease_owner, lease_until, wake_at: now };
  const begun = { state: advance('reserved', event), ...lease, updated_at: now };
  await beginOrder(tx, { ...begun, id: orderId });
  const planned = await planCommit(tx, context, file);
  return { ...file, order: { ...file.order, ...begun }, effects: [...file.effects, ...planned] };
}

function answered(file: OrderFile, { journal }: OrderContext): Order {
  const view = orderView(file, journal.sealer);
  switch (file.order.state) {
    case 'expired':
      throw new OrderRefusal('ORDER_EXPIRED', view);
    case 'cancelled':
      throw new OrderRefusal('ORDER_STATE', view);
    case 'declining':
    case 'declined':
      throw new OrderRefusal('ORDER_DECLINED', view, file.order.reason ?? undefined);
    default:
      return view;
  }
}
