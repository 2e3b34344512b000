import { describe, expect, it } from 'vitest';
import { readWorkedExamples, type WorkedExample } from '../../test/worked-examples.ts';
import { choosePromos } from './choose-promos.ts';
import { priceCart } from './price-cart.ts';

const groups = readWorkedExamples();

/** Chooses among the promos typed and prices the cart with those that apply, as a quote does. */
function work({ cart, perks: { stacking = { goodsPromos: 1, deliveryPromos: 1 }, ...perks } }: WorkedExample) {
  const typed = perks.promos ?? [];
  const { applied, rejected } = choosePromos(cart, typed, stacking);
  const promos = applied.flatMap((index) => typed[index] ?? []);
  return { price: priceCart(cart, { ...perks, promos }), promos, rejected };
}

describe('worked examples', () => {
  it('are at least forty, each with a name of its own and its sum by hand', () => {
    const all = groups.flatMap(({ examples }) => examples);
    expect(all.length).toBeGreaterThanOrEqual(40);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.filter(({ why }) => why.length < 20)).toEqual([]);
  });

  describe.each(groups)('$title', ({ examples }) => {
    it.each(examples)('$name', (example) => {
      const { price, promos, rejected } = work(example);
      const { expect: expected } = example;
      expect(price.steps).toEqual(expected.steps);
      expect({ total: price.total, amountDue: price.amountDue }).toEqual({
        total: expected.total,
        amountDue: expected.amountDue,
      });
      expect(rejected).toEqual(expected.rejected ?? []);
      expect(price.points).toEqual(expected.points);
      expect(price.gifts).toEqual(expected.gifts ?? []);
      if (expected.pointsBase !== undefined) expect(price.pointsBase).toBe(expected.pointsBase);
      expect(price.promos.map(({ amount }) => amount)).toEqual(
        promos.map(({ label }) => expected.steps.find((step) => step.label === label)?.amount),
      );
    });
  });
});
