import fc from 'fast-check';
import type { Quote, QuoteCode } from '../src/contract.ts';
import { REJECTION_REASONS } from '../src/perks/rejection-reason.ts';
import { priceCart } from '../src/pricing.ts';
import { randomCarts, randomPerks } from './random-prices.ts';

const rejected: fc.Arbitrary<QuoteCode[]> = fc.array(
  fc.record({
    code: fc.constantFrom('OLD10', '••••56GH', 'ЧУЖОЙ'),
    kind: fc.constantFrom('promo', 'gift'),
    status: fc.constant('rejected'),
    reason: fc.constantFrom(...REJECTION_REASONS, 'discount_code_of_a_newer_server'),
    keptCode: fc.option(fc.constant('SALE10'), { nil: undefined }),
  }),
  { maxLength: 3 },
);

/** Quotes as the middleware makes them, of any cart with any perks. */
export const randomQuotes: fc.Arbitrary<Quote> = fc
  .record({ cart: randomCarts, perks: randomPerks, rejected, provisional: fc.boolean() })
  .map(({ cart, perks, rejected: turnedDown, provisional }) => {
    const { promos, gifts, pointsBase: _, points: __, ...sums } = priceCart(cart, perks);
    const applied = [
      ...perks.promos.map(({ label }, index) => ({ code: label, kind: 'promo', ...promos[index] })),
      ...perks.gifts.map(({ label }, index) => ({ code: label, kind: 'gift', ...gifts[index] })),
    ].filter(({ amount }) => amount !== undefined && amount > 0);
    return {
      id: 'quote-1',
      currency: 'RUB',
      ...sums,
      codes: [...applied.map((code) => ({ ...code, status: 'applied' })), ...turnedDown],
      provisional,
      expiresAt: '2025-01-20T12:15:00.000Z',
    };
  });
