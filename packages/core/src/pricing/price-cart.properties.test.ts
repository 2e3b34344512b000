import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRICE_PROPERTIES, type PriceProperty } from '../../test/price-properties.ts';
import { randomCarts, randomPerks } from '../../test/random-prices.ts';
import type { Engine } from '../../test/slow-engine.ts';
import { WRONG_ENGINES } from '../../test/wrong-engines.ts';
import { priceCart } from './price-cart.ts';

/** Looks for a cart and perks for which the engine lacks the property. */
function tryOut({ check }: PriceProperty, engine: Engine, options: fc.Parameters<unknown>) {
  const property = fc.property(randomCarts, randomPerks, (cart, perks) => {
    check(engine(cart, perks), cart, perks, engine);
  });
  return fc.check(property, options);
}

describe('priceCart, for any cart and any perks', () => {
  it.each(PRICE_PROPERTIES.map((property) => [property.name, property] as const))('%s', (_, property) => {
    const details = tryOut(property, priceCart, { numRuns: 1000 });
    expect(details.failed, fc.defaultReportMessage(details)).toBe(false);
  });
});

describe('a wrong engine is found out', () => {
  const cases = PRICE_PROPERTIES.flatMap((property) =>
    property.brokenBy.map((mistake) => [mistake, property.name, property] as const),
  );

  it.each(cases)('one that %s: priceCart %s', (mistake, _, property) => {
    // With a seed, so that a mistake that shows only now and then does not fail the test now and then.
    const details = tryOut(property, WRONG_ENGINES[mistake], { numRuns: 3000, seed: 7 });
    expect(details.errorInstance).toMatchObject({ name: 'AssertionError' });
  });

  it('whatever its mistake', () => {
    const named = new Set<string>(PRICE_PROPERTIES.flatMap(({ brokenBy }) => brokenBy));
    expect(Object.keys(WRONG_ENGINES).filter((mistake) => !named.has(mistake))).toEqual([]);
  });
});
