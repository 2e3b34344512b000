import { describe, expect, it } from 'vitest';
import { choosePromos } from './choose-promos.ts';
import type { PricedCart } from './priced-cart.ts';
import type { PromoTerms } from './priced-perks.ts';

const CART: PricedCart = { lines: [{ id: 'book', quantity: 1, unitPrice: 10_000 }], delivery: { price: 3000 } };
const ONE_EACH = { goodsPromos: 1, deliveryPromos: 1 };

const percent = (label: string, basisPoints: number, target: PromoTerms['target'] = 'goods'): PromoTerms => ({
  label,
  target,
  discount: { kind: 'percent', basisPoints },
});
const fixed = (label: string, amount: number, target: PromoTerms['target'] = 'goods'): PromoTerms => ({
  label,
  target,
  discount: { kind: 'fixed', amount },
});

describe('choosePromos', () => {
  it('has nothing to say of no promos', () => {
    expect(choosePromos(CART, [], ONE_EACH)).toEqual({ applied: [], rejected: [] });
  });

  it('lets the delivery have its own promo, after those on goods', () => {
    const typed = [fixed('DELI', 1000, 'delivery'), percent('TEN', 1000)];
    expect(choosePromos(CART, typed, ONE_EACH)).toEqual({ applied: [1, 0], rejected: [] });
  });

  it('answers rejections in the order typed', () => {
    const typed = [
      fixed('DELI1', 100, 'delivery'),
      percent('ONE', 100),
      fixed('DELI2', 200, 'delivery'),
      percent('TWO', 200),
    ];
    expect(choosePromos(CART, typed, ONE_EACH)).toEqual({
      applied: [3, 2],
      rejected: [
        { index: 0, reason: 'discount_code_combination_disallowed', kept: 2 },
        { index: 1, reason: 'discount_code_combination_disallowed', kept: 3 },
      ],
    });
  });

  it('applies equal percentages by their code, whatever was typed first', () => {
    const stacking = { goodsPromos: 2, deliveryPromos: 1 };
    expect(choosePromos(CART, [percent('B', 1000), percent('A', 1000)], stacking).applied).toEqual([1, 0]);
    expect(choosePromos(CART, [percent('A', 1000), percent('B', 1000)], stacking).applied).toEqual([0, 1]);
  });

  it('chooses among as many as anybody types without trying every combination', () => {
    const many = Array.from({ length: 60 }, (_, index) => percent(`P${index}`, 10 + index));
    const { applied } = choosePromos(CART, many, { goodsPromos: 30, deliveryPromos: 1 });
    expect(applied).toEqual(Array.from({ length: 30 }, (_, place) => 59 - place));
  });

  it('judges each by the cart before perks', () => {
    const free = { lines: [{ id: 'gift', quantity: 1, unitPrice: 0 }], delivery: { price: 0 } };
    expect(choosePromos(free, [percent('TEN', 1000), percent('DELI', 1000, 'delivery')], ONE_EACH).rejected).toEqual([
      { index: 0, reason: 'discount_code_not_needed' },
      { index: 1, reason: 'discount_code_no_delivery' },
    ]);
  });

  it('does not take a promo of nothing on a delivery that costs something for one without delivery', () => {
    expect(choosePromos(CART, [fixed('ZERO', 0, 'delivery')], ONE_EACH).rejected).toEqual([
      { index: 0, reason: 'discount_code_not_needed' },
    ]);
  });

  it.each([
    ['a negative percentage', percent('X', -1)],
    ['a fractional percentage', percent('X', 10.5)],
    ['a negative sum', fixed('X', -1)],
    ['a fractional sum', fixed('X', 0.5)],
    ['no number', fixed('X', Number.NaN)],
  ])('refuses %s', (_, promo) => {
    expect(() => choosePromos(CART, [promo], ONE_EACH)).toThrow(expect.objectContaining({ code: 'MONEY_INVALID' }));
  });

  it('leaves what it is given alone', () => {
    const typed = Object.freeze([fixed('B', 100), percent('A', 100)].map((promo) => Object.freeze(promo)));
    expect(choosePromos(Object.freeze(CART), typed, ONE_EACH).applied).toHaveLength(1);
  });
});
