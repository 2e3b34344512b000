import type { Order } from '@checkout-perks/core/contract';
import type { JournalTables } from '../../src/journal/tables.ts';
import type { World } from '../world/world.ts';
import type { Books } from './books.ts';
import { checkAttention } from './check-attention.ts';
import { checkGiftBooks } from './check-gift-books.ts';
import { checkNothingLocked } from './check-nothing-locked.ts';
import { checkPointsBooks } from './check-points-books.ts';
import { checkPrices } from './check-prices.ts';
import { checkPromoBooks } from './check-promo-books.ts';

const FINAL = new Set(['committed', 'declined', 'cancelled', 'expired', 'refunded']);

/** Checks what must hold at the end of every history. */
export async function checkBooks(world: World, told: ReadonlyMap<string, Order>): Promise<void> {
  const { read } = world.database.as<JournalTables>();
  const books: Books = {
    orders: await read.selectFrom('perks_order').selectAll().orderBy('id').execute(),
    gifts: await read.selectFrom('perks_gift').selectAll().execute(),
    effects: await read.selectFrom('perks_effect').selectAll().orderBy('order_id').orderBy('position').execute(),
    told,
  };
  for (const { id, state } of books.orders) {
    world.figures.count('order', state);
    if (!FINAL.has(state) && state !== 'attention') world.violate(`${id} ended ${state}`);
  }
  checkGiftBooks(world, books);
  checkPointsBooks(world, books);
  await checkPromoBooks(world, books);
  checkPrices(world, books);
  checkAttention(world, books);
  await checkNothingLocked(world, books);
}
