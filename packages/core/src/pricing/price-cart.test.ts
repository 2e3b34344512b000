import { describe, expect, it } from 'vitest';
import { priceCart } from './price-cart.ts';
import type { PricedCart } from './priced-cart.ts';
import type { PointsTerms, PricedPerks, PromoTerms } from './priced-perks.ts';

// What carts come to is in `examples/`; here is what the answer looks like, and what is refused.

/** Lines as `2 x 19900`, quantity and price in kopecks; they are called a, b, c… */
function cartOf(lines: string, delivery?: number): PricedCart {
  const pairs = lines.split(', ').map((line) => line.split(' x ').map(Number));
  return {
    lines: pairs.map(([quantity = 0, unitPrice = 0], index) => ({ id: 'abc'.charAt(index), quantity, unitPrice })),
    ...(delivery === undefined ? {} : { delivery: { price: delivery } }),
  };
}

const BOOK = cartOf('1 x 1000', 300);
const TEN: PromoTerms = { label: 'TEN', target: 'goods', discount: { kind: 'percent', basisPoints: 1000 } };
const POINTS: PointsTerms = { label: 'Points', spend: 2, max: 5, pointValue: 100 };
const gifts = (...values: number[]) => values.map((value, index) => ({ label: `••••${index + 1}`, value }));

describe('priceCart', () => {
  it('shows each line with its total, and goods and delivery apart', () => {
    const price = priceCart(cartOf('3 x 1050, 1 x 99', 500));
    expect(price).toEqual({
      lines: [
        { id: 'a', quantity: 3, unitPrice: 1050, total: 3150 },
        { id: 'b', quantity: 1, unitPrice: 99, total: 99 },
      ],
      goods: 3249,
      delivery: 500,
      steps: [],
      discountTotal: 0,
      tenderTotal: 0,
      total: 3749,
      amountDue: 3749,
      promos: [],
      pointsBase: 3249,
      gifts: [],
    });
  });

  it('explains each kind of step', () => {
    const promos: PromoTerms[] = [TEN, { label: 'DELI', target: 'delivery', discount: { kind: 'fixed', amount: 100 } }];
    const level = { label: 'Silver', basisPoints: 500 };
    expect(priceCart(BOOK, { promos, level, points: POINTS, gifts: gifts(5000) }).steps).toEqual([
      {
        kind: 'promo',
        label: 'TEN',
        base: 1000,
        rate: 1000,
        rounding: 'halfUp',
        amount: 100,
        allocations: [{ line: 'a', amount: 100 }],
      },
      {
        kind: 'level',
        label: 'Silver',
        base: 900,
        rate: 500,
        rounding: 'halfUp',
        amount: 45,
        allocations: [{ line: 'a', amount: 45 }],
      },
      { kind: 'points', label: 'Points', base: 855, points: 2, amount: 200, allocations: [{ line: 'a', amount: 200 }] },
      { kind: 'deliveryPromo', label: 'DELI', base: 300, amount: 100, allocations: [{ line: null, amount: 100 }] },
      {
        kind: 'gift',
        label: '••••1',
        base: 855,
        amount: 855,
        cappedBy: 'amountDue',
        allocations: [
          { line: 'a', amount: 655 },
          { line: null, amount: 200 },
        ],
      },
    ]);
  });

  it('mentions nothing that has nothing to say', () => {
    const [step = {}] = priceCart(BOOK, { gifts: gifts(1300) }).steps;
    expect(Object.keys(step)).toEqual(['kind', 'label', 'base', 'amount', 'allocations']);
    expect(priceCart(BOOK)).not.toHaveProperty('points');
  });

  it('leaves its input alone, and answers no more of a line than the sum needs', () => {
    const cart = { lines: [Object.freeze({ id: 'a', quantity: 1, unitPrice: 1000, title: 'Tea', noPoints: false })] };
    const perks = { promos: Object.freeze([Object.freeze(TEN)]), gifts: Object.freeze(gifts(10).map(Object.freeze)) };
    const [line = {}] = priceCart(Object.freeze(cart), Object.freeze(perks) as PricedPerks).lines;
    expect(Object.keys(line)).toEqual(['id', 'quantity', 'unitPrice', 'total']);
  });

  it('prices the longest cart there can be', () => {
    const lines = Array.from({ length: 500 }, (_, index) => ({ id: `${index}`, quantity: 1, unitPrice: 100 }));
    const { steps, total } = priceCart({ lines }, { promos: [TEN], gifts: gifts(250) });
    expect(total).toBe(45_000);
    expect(steps[0]?.allocations.every(({ amount }) => amount === 10)).toBe(true);
    // Half a kopeck each: of five hundred equals the first half.
    expect(steps[1]?.allocations.map(({ line }) => line)).toEqual(
      Array.from({ length: 250 }, (_, index) => `${index}`),
    );
  });

  it('tells two lines of one id apart', () => {
    const lines = [
      { id: 'tea', quantity: 1, unitPrice: 100 },
      { id: 'tea', quantity: 1, unitPrice: 300, noPoints: true },
    ];
    const { steps } = priceCart({ lines }, { promos: [TEN], points: { ...POINTS, pointValue: 10 } });
    expect(steps.map(({ allocations }) => allocations.map(({ amount }) => amount))).toEqual([[10, 30], [20]]);
  });

  it.each([
    ['a negative price', cartOf('1 x -1')],
    ['a fractional price', cartOf('1 x 10.5')],
    ['a negative quantity', cartOf('-1 x 10')],
    ['a fractional quantity', cartOf('0.5 x 10')],
    ['no number', cartOf('1 x NaN')],
    ['a negative delivery', cartOf('1 x 10', -1)],
    ['a fractional delivery', cartOf('1 x 10', 0.1)],
    ['a line past the safe integers', cartOf('2 x 9007199254740991')],
    ['goods past the safe integers', cartOf('1 x 9007199254740991, 1 x 1')],
    ['a total past the safe integers', cartOf('1 x 9007199254740991', 1)],
  ])('refuses a cart with %s', (_, cart) => {
    expect(() => priceCart(cart)).toThrow(expect.objectContaining({ code: 'MONEY_INVALID' }));
  });

  it.each<[string, PricedPerks]>([
    ['a negative gift code', { gifts: gifts(-5) }],
    ['a fractional gift code', { gifts: gifts(0.5) }],
    ['a gift code past the safe integers', { gifts: gifts(2 ** 53) }],
    ['a negative percentage', { promos: [{ ...TEN, discount: { kind: 'percent', basisPoints: -1 } }] }],
    ['a fractional percentage', { promos: [{ ...TEN, discount: { kind: 'percent', basisPoints: 0.5 } }] }],
    ['a negative sum off', { promos: [{ ...TEN, discount: { kind: 'fixed', amount: -1 } }] }],
    ['a fractional sum off', { promos: [{ ...TEN, discount: { kind: 'fixed', amount: 0.5 } }] }],
    ['a negative level', { level: { label: 'Silver', basisPoints: -500 } }],
    ['a level that is no number', { level: { label: 'Silver', basisPoints: Number.NaN } }],
    ['negative points', { points: { ...POINTS, spend: -1 } }],
    ['fractional points', { points: { ...POINTS, spend: 1.5 } }],
    ['a negative maximum of points', { points: { ...POINTS, max: -1 } }],
    ['a fractional maximum of points', { points: { ...POINTS, max: 0.5 } }],
    ['points that are worth nothing', { points: { ...POINTS, pointValue: 0 } }],
    ['points worth a fraction', { points: { ...POINTS, pointValue: 0.5 } }],
  ])('refuses %s', (_, perks) => {
    expect(() => priceCart(BOOK, perks)).toThrow(expect.objectContaining({ code: 'MONEY_INVALID' }));
  });
});
