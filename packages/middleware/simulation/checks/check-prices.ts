import type { World } from '../world/world.ts';
import type { Books } from './books.ts';

/** Checks that what was charged is what was shown: every step's sum has moved just so much of each kind of value. */
export function checkPrices(world: World, { orders, gifts, told }: Books): void {
  for (const order of orders) {
    const shown = told.get(order.id)?.quote;
    if (!shown) continue;
    const sum = (kinds: readonly string[]) =>
      shown.steps.reduce((total, step) => total + (kinds.includes(step.kind) ? step.amount : 0), 0);
    const paid = gifts.reduce((total, gift) => total + (gift.order_id === order.id ? gift.amount : 0), 0);
    const own = told.get(order.id);
    if (shown.goods + shown.delivery - shown.discountTotal !== order.total) {
      world.violate(`${order.id} costs ${order.total}, and its steps say otherwise`);
    }
    if (order.total - paid !== order.amount_due || shown.amountDue !== order.amount_due) {
      world.violate(`${order.id} leaves ${order.amount_due} to pay, and its gift codes paid ${paid}`);
    }
    if (sum(['gift']) !== paid) world.violate(`${order.id} showed ${sum(['gift'])} by gift codes, and took ${paid}`);
    const promos = own?.promos?.reduce((total, { amount }) => total + amount, 0) ?? 0;
    if (sum(['promo', 'deliveryPromo']) !== promos) world.violate(`${order.id} showed other promos than it used`);
    const points = own?.points?.amount ?? 0;
    if (sum(['points', 'level']) !== points) world.violate(`${order.id} showed other points than it took`);
  }
}
