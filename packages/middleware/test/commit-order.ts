import type { Order } from '@checkout-perks/core/contract';

/** Commits an order, and repeats that as long as it takes longer than a caller is kept waiting. */
export async function commitOrder({ commit }: { commit(id: string): Promise<Order> }, id: string): Promise<Order> {
  for (;;) {
    const order = await commit(id);
    if (order.state !== 'committing') return order;
  }
}
