import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCarts, randomPromos } from '../../test/random-prices.ts';
import { choosePromos, type PromoStacking } from './choose-promos.ts';
import { priceCart } from './price-cart.ts';
import type { PricedCart } from './priced-cart.ts';
import type { PromoTerms } from './priced-perks.ts';

type Chooser = typeof choosePromos;
type Check = (chooser: Chooser, cart: PricedCart, typed: PromoTerms[], stacking: PromoStacking) => void;

const stackings = fc.record({
  goodsPromos: fc.integer({ min: 0, max: 3 }),
  deliveryPromos: fc.integer({ min: 0, max: 2 }),
});

function tryOut(check: Check, chooser: Chooser, options: fc.Parameters<unknown>) {
  const property = fc.property(randomCarts, randomPromos, stackings, (cart, typed, stacking) => {
    check(chooser, cart, typed, stacking);
  });
  return fc.check(property, options);
}

const at = (typed: readonly PromoTerms[], indexes: readonly number[]) => indexes.flatMap((index) => typed[index] ?? []);
const totalOf = (cart: PricedCart, typed: readonly PromoTerms[], indexes: readonly number[]) =>
  priceCart(cart, { promos: at(typed, indexes) }).total;

/** Every choice that the stacking allows, in the order of use that `right` would give it. */
function everyChoice(typed: readonly PromoTerms[], { goodsPromos, deliveryPromos }: PromoStacking): number[][] {
  const choices: number[][] = [[]];
  for (const index of typed.keys()) choices.push(...choices.map((choice) => [...choice, index]));
  const count = (choice: number[], target: string) =>
    at(typed, choice).filter((promo) => promo.target === target).length;
  return choices.filter(
    (choice) => count(choice, 'goods') <= goodsPromos && count(choice, 'delivery') <= deliveryPromos,
  );
}

const CHECKS = {
  'comes to the same total however the codes are typed': (chooser, cart, typed, stacking) => {
    const turned = typed.toReversed();
    const there = totalOf(cart, typed, chooser(cart, typed, stacking).applied);
    expect(totalOf(cart, turned, chooser(cart, turned, stacking).applied)).toBe(there);
  },
  'leaves the shopper no better choice': (chooser, cart, typed, stacking) => {
    const best = Math.min(
      ...everyChoice(typed, stacking).map((choice) => {
        const all = { goodsPromos: typed.length, deliveryPromos: typed.length };
        const promos = at(typed, choice);
        return totalOf(cart, promos, choosePromos(cart, promos, all).applied);
      }),
    );
    expect(totalOf(cart, typed, chooser(cart, typed, stacking).applied)).toBe(best);
  },
  'answers for each code once, and applies no more than allowed': (chooser, cart, typed, stacking) => {
    const { applied, rejected } = chooser(cart, typed, stacking);
    const answered = [...applied, ...rejected.map(({ index }) => index)];
    expect(answered.toSorted((a, b) => a - b)).toEqual([...typed.keys()]);
    const targets = at(typed, applied).map(({ target }) => target);
    expect(targets.filter((target) => target === 'goods').length).toBeLessThanOrEqual(stacking.goodsPromos);
    expect(targets.filter((target) => target === 'delivery').length).toBeLessThanOrEqual(stacking.deliveryPromos);
  },
  'uses no code up for nothing': (chooser, cart, typed, stacking) => {
    const promos = at(typed, chooser(cart, typed, stacking).applied);
    expect(priceCart(cart, { promos }).promos.filter(({ amount }) => amount === 0)).toEqual([]);
  },
  'names a code of the same kind that stays, where it turns one down for it': (chooser, cart, typed, stacking) => {
    const { applied, rejected } = chooser(cart, typed, stacking);
    for (const { index, reason, kept } of rejected) {
      if (reason !== 'discount_code_combination_disallowed') expect(kept).toBeUndefined();
      else if (kept !== undefined) {
        expect(applied).toContain(kept);
        expect(typed[kept]?.target).toBe(typed[index]?.target);
      }
    }
  },
  'keeps the first typed of those that alone come to the same': (chooser, cart, typed) => {
    const { applied } = chooser(cart, typed, { goodsPromos: 1, deliveryPromos: 1 });
    for (const index of applied) {
      const total = totalOf(cart, typed, [index]);
      for (let earlier = 0; earlier < index; earlier += 1) {
        if (typed[earlier]?.target !== typed[index]?.target) continue;
        expect(totalOf(cart, typed, [earlier])).toBeGreaterThan(total);
      }
    }
  },
} satisfies Record<string, Check>;

const takes = (cart: PricedCart, promo: PromoTerms) => priceCart(cart, { promos: [promo] }).discountTotal;

/** Chooses from the codes as another rule orders them, and drops the others without a word when told to. */
function choosesBy(order: (cart: PricedCart, typed: readonly PromoTerms[]) => number[]): Chooser {
  return (cart, typed, { goodsPromos, deliveryPromos }) => {
    const left = { goods: goodsPromos, delivery: deliveryPromos };
    const applied = order(cart, typed).filter((index) => {
      const promo = typed[index];
      return promo !== undefined && takes(cart, promo) > 0 && left[promo.target]-- > 0;
    });
    const rejected = [...typed.keys()].filter((index) => !applied.includes(index));
    return { applied, rejected: rejected.map((index) => ({ index, reason: 'discount_code_not_needed' })) };
  };
}

const WRONG_CHOOSERS = {
  'keeps the codes typed first': choosesBy((_, typed) => [...typed.keys()]),
  'keeps those that alone take most': choosesBy((cart, typed) =>
    [...typed.keys()].sort((a, b) =>
      at(typed, [b, a])
        .map((promo) => takes(cart, promo))
        .reduce((x, y) => x - y),
    ),
  ),
  'applies all of them': (cart, typed) => choosePromos(cart, typed, { goodsPromos: 9, deliveryPromos: 9 }),
  'drops what does not apply without a word': (...asked) => ({ ...choosePromos(...asked), rejected: [] }),
  'keeps the last typed of equal ones': (cart, typed, stacking) => {
    const turn = (index: number) => typed.length - 1 - index;
    const { applied, rejected } = choosePromos(cart, typed.toReversed(), stacking);
    return { applied: applied.map(turn), rejected: rejected.map((one) => ({ ...one, index: turn(one.index) })) };
  },
  'names whatever code stays': (...asked) => {
    const { applied, rejected } = choosePromos(...asked);
    return { applied, rejected: rejected.map((one) => ({ ...one, kept: applied[0] ?? 0 })) };
  },
} satisfies Record<string, Chooser>;

const BROKEN_BY: Record<keyof typeof CHECKS, (keyof typeof WRONG_CHOOSERS)[]> = {
  'comes to the same total however the codes are typed': ['keeps the codes typed first'],
  'leaves the shopper no better choice': ['keeps those that alone take most', 'keeps the codes typed first'],
  'answers for each code once, and applies no more than allowed': [
    'applies all of them',
    'drops what does not apply without a word',
  ],
  'uses no code up for nothing': ['keeps the codes typed first'],
  'names a code of the same kind that stays, where it turns one down for it': ['names whatever code stays'],
  'keeps the first typed of those that alone come to the same': ['keeps the last typed of equal ones'],
};

describe('choosePromos, for any cart and any promos', () => {
  it.each(Object.entries(CHECKS))('%s', (_, check) => {
    const details = tryOut(check, choosePromos, { numRuns: 1000 });
    expect(details.failed, fc.defaultReportMessage(details)).toBe(false);
  });
});

describe('a wrong choice is found out', () => {
  const cases = Object.entries(CHECKS).flatMap(([name, check]) =>
    BROKEN_BY[name as keyof typeof CHECKS].map((mistake) => [mistake, name, check] as const),
  );

  it.each(cases)('one that %s: choosePromos %s', (mistake, _, check) => {
    const details = tryOut(check, WRONG_CHOOSERS[mistake], { numRuns: 3000, seed: 7 });
    expect(details.errorInstance).toMatchObject({ name: 'AssertionError' });
  });
});
