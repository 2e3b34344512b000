import type { JournalTables } from '../../src/journal/tables.ts';
import { orderId } from '../shop/shop.ts';
import { promoCode } from '../world/promo-model.ts';
import type { World } from '../world/world.ts';
import type { Books } from './books.ts';

/** States in which an order uses a promo for good. */
const USED = new Set(['committed', 'refunding', 'refunded']);

/** Checks that no promo was used more often than it may be, in all and by one person, and that no use is kept for nothing. */
export async function checkPromoBooks(world: World, { orders, told }: Books): Promise<void> {
  const { read } = world.database.as<JournalTables>();
  const { script, violate } = world;
  const uses = await read.selectFrom('perks_promo_use').selectAll().execute();
  const persons = await read.selectFrom('perks_promo_person').selectAll().execute();
  const stateOf = (id: string) => orders.find((order) => order.id === id)?.state ?? 'gone';

  for (const { order_id, state, code } of uses) {
    const paid = USED.has(stateOf(order_id));
    if (stateOf(order_id) === 'attention') continue;
    if (state === 'held') violate(`${order_id} is ${stateOf(order_id)} and keeps a use of ${code}`);
    if (state === 'final' && !paid) violate(`${order_id} is ${stateOf(order_id)} and has used ${code}`);
    if (state === 'returned' && stateOf(order_id) === 'committed') violate(`${order_id} is paid and gave ${code} back`);
  }
  for (const { order_id } of persons) {
    if (!USED.has(stateOf(order_id)) && stateOf(order_id) !== 'attention') {
      violate(`${order_id} is ${stateOf(order_id)} and keeps a person from a promo`);
    }
  }

  // By what was told and charged, not by the tables that are to see to it.
  script.promos.forEach((promo, index) => {
    const users = script.orders.flatMap((order, place) => {
      const given = told.get(orderId(place));
      const used =
        given?.promos?.some(({ code }) => code === promoCode(index)) && stateOf(given.orderId) === 'committed';
      return used ? [{ ...order, id: orderId(place) }] : [];
    });
    if (promo.limit !== undefined && users.length > promo.limit) {
      violate(`${promoCode(index)} may be used ${promo.limit} times, and ${users.length} orders have used it`);
    }
    if (!promo.oncePerPerson) return;
    for (const user of users) {
      const same = users.filter((one) => one.customer !== undefined && one.customer === user.customer);
      if (same.length > 1) violate(`customer-${user.customer} has used ${promoCode(index)} ${same.length} times`);
    }
  });
}
