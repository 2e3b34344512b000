import fc from 'fast-check';
import type { GiftTender, LevelTerms, PointsTerms, PricedCart, PromoTerms } from '../src/pricing.ts';

const MAX = Number.MAX_SAFE_INTEGER;

interface Sizes {
  lines: number;
  quantity: number;
  unitPrice: number;
  delivery: number;
}

function cartsUpTo({ lines, quantity, unitPrice, delivery }: Sizes): fc.Arbitrary<PricedCart> {
  return fc
    .record({
      lines: fc.array(
        fc.record({
          quantity: fc.integer({ min: 1, max: quantity }),
          unitPrice: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 9, arbitrary: upTo(unitPrice) }),
          noPoints: fc.option(fc.boolean(), { nil: undefined }),
        }),
        { minLength: 1, maxLength: lines },
      ),
      delivery: fc.option(fc.record({ price: fc.integer({ min: 0, max: delivery }) }), { nil: undefined }),
    })
    .map((cart) => ({ ...cart, lines: cart.lines.map((line, index) => ({ id: `line-${index}`, ...line })) }));
}

/** Small sums show rounding, ordinary ones look like shops, and the largest are at the edge of what integers hold. */
export const randomCarts: fc.Arbitrary<PricedCart> = fc.oneof(
  { weight: 4, arbitrary: cartsUpTo({ lines: 5, quantity: 3, unitPrice: 30, delivery: 40 }) },
  { weight: 4, arbitrary: cartsUpTo({ lines: 12, quantity: 9, unitPrice: 300_000, delivery: 100_000 }) },
  { weight: 1, arbitrary: cartsUpTo({ lines: 4, quantity: 1, unitPrice: Math.floor(MAX / 5), delivery: 299 }) },
  { weight: 1, arbitrary: cartsUpTo({ lines: 3, quantity: 1_000_000, unitPrice: 2_000_000_000, delivery: 1 }) },
);

const rates = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1, 333, 500, 1000, 1050, 2000, 3333, 5000, 9999, 10_000) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 10_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10_001, max: 1_000_000 }) },
);

const sums = fc.oneof(
  { weight: 3, arbitrary: upTo(60) },
  { weight: 4, arbitrary: upTo(2_000_000) },
  { weight: 1, arbitrary: upTo(MAX) },
);

/** Promos that shall apply, or among which to choose. */
export const randomPromos: fc.Arbitrary<PromoTerms[]> = fc
  .array(
    fc.record({
      target: fc.constantFrom('goods', 'goods', 'delivery'),
      discount: fc.oneof(
        fc.record({ kind: fc.constant('percent'), basisPoints: rates }),
        fc.record({ kind: fc.constant('fixed'), amount: sums }),
      ),
    }),
    { maxLength: 5 },
  )
  .map((promos) => promos.map((promo, index) => ({ label: `PROMO${index}`, ...promo })));

const levels: fc.Arbitrary<LevelTerms> = fc.record({ label: fc.constant('Silver'), basisPoints: rates });

const points: fc.Arbitrary<PointsTerms> = fc.record({
  label: fc.constant('Points'),
  spend: fc.oneof(fc.constant('max' as const), upTo(3000), sums),
  max: fc.oneof(upTo(20), upTo(3000), sums),
  pointValue: fc.constantFrom(1, 7, 100, 100, 100, 1000),
});

const gifts: fc.Arbitrary<GiftTender[]> = fc
  .array(sums, { maxLength: 5 })
  .map((values) => values.map((value, index) => ({ label: `gift-${index}`, value })));

/** Everything that may be brought along with a cart. */
export const randomPerks = fc.record({
  promos: randomPromos,
  level: fc.option(levels, { nil: undefined }),
  points: fc.option(points, { nil: undefined }),
  gifts,
});

function upTo(max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max });
}
