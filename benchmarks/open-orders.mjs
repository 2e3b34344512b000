import { randomUUID } from 'node:crypto';
import { createPerks } from '@checkout-perks/middleware';
import { createMemoryGiftProvider } from './memory-gift-provider.mjs';

export const MERCHANT_SECRET = 'merchant-secret-of-the-benchmark';

/**
 * Opens the middleware on a database, with a provider in memory.
 *
 * @param {string} database
 * @param {{ gift?: ReturnType<typeof createMemoryGiftProvider>, timing?: object, clock?: () => number }} [options]
 */
export async function openOrders(database, { gift = createMemoryGiftProvider(), ...options } = {}) {
  const perks = await createPerks({
    secret: 'a-secret-of-the-benchmark-that-is-long-enough',
    merchantSecret: MERCHANT_SECRET,
    currency: 'RUB',
    gift,
    database,
    recoverEvery: 0,
    ...options,
  });
  let made = 0;
  return {
    perks,
    gift,
    /** An order of two lines with a gift code that pays a part; no two of one worth, as in a shop of many prices. */
    newOrder() {
      made += 1;
      const code = `CODE${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`;
      gift.add(code, 10_000 + made);
      const lines = [
        { id: 'tea', quantity: 1, unitPrice: 20_000 + made },
        { id: 'cup', quantity: 2, unitPrice: 5000 },
      ];
      return { orderId: randomUUID(), request: { cart: { currency: 'RUB', lines }, codes: [code] } };
    },
  };
}
