import { describe, expect, it } from 'vitest';
import { type PricedCart, priceCart } from './price-cart.ts';

const MAX = Number.MAX_SAFE_INTEGER;

/** Lines as `2 x 19900`, quantity and price in kopecks; they are called a, b, c… */
function cartOf(lines: string, delivery?: number): PricedCart {
  const pairs = lines.split(', ').map((line) => line.split(' x ').map(Number));
  return {
    lines: pairs.map(([quantity = 0, unitPrice = 0], index) => ({ id: 'abc'.charAt(index), quantity, unitPrice })),
    ...(delivery === undefined ? {} : { delivery: { price: delivery } }),
  };
}

function giftsOf(values: readonly number[]) {
  return values.map((value, index) => ({ label: `••••${index + 1}`, value }));
}

interface Example {
  /** How it was worked out by hand. */
  why: string;
  cart: PricedCart;
  gifts: number[];
  total: number;
  due: number;
  /** What each code pays, and what is left of it. */
  pays: string[];
  /** What each step puts on which line. */
  steps: string[];
}

const EXAMPLES: Example[] = [
  {
    why: 'no codes: 2 × 199.00 + 1 × 50.50 = 448.50, delivery 300.00, together 748.50, all of it due',
    cart: cartOf('2 x 19900, 1 x 5050', 30_000),
    gifts: [],
    total: 74_850,
    due: 74_850,
    pays: [],
    steps: [],
  },
  {
    why: 'a code of exactly the total pays each line whole and leaves nothing',
    cart: cartOf('2 x 19900, 1 x 5050', 30_000),
    gifts: [74_850],
    total: 74_850,
    due: 0,
    pays: ['74850, left 0'],
    steps: ['a 39800, b 5050, delivery 30000'],
  },
  {
    why: '1000.00 on 748.50: capped at what is due, 251.50 is left to re-issue',
    cart: cartOf('2 x 19900, 1 x 5050', 30_000),
    gifts: [100_000],
    total: 74_850,
    due: 0,
    pays: ['74850, left 25150'],
    steps: ['a 39800, b 5050, delivery 30000'],
  },
  {
    why: '1.00 over three lines of 100.00: 33⅓ kopecks each, the odd kopeck to the first of three equals',
    cart: cartOf('1 x 10000, 1 x 10000, 1 x 10000'),
    gifts: [100],
    total: 30_000,
    due: 29_900,
    pays: ['100, left 0'],
    steps: ['a 34, b 33, c 33'],
  },
  {
    why: '10.01 over goods 90.00 and delivery 10.00: 900.9 and 100.1 kopecks, the odd one to the larger remainder',
    cart: cartOf('1 x 9000', 1000),
    gifts: [1001],
    total: 10_000,
    due: 8999,
    pays: ['1001, left 0'],
    steps: ['a 901, delivery 100'],
  },
  {
    why: '0.50 over 0.10 and 0.90: 5 and 45 kopecks; then 0.60 pays the 5 and 45 that are left, 0.10 over',
    cart: cartOf('1 x 10, 1 x 90'),
    gifts: [50, 60],
    total: 100,
    due: 0,
    pays: ['50, left 0', '50, left 10'],
    steps: ['a 5, b 45', 'a 5, b 45'],
  },
  {
    why: '0.01 over 1.00 and 2.00: ⅓ and ⅔ go to b; then 0.03 over the 1.00 and 1.99 that are left: 1.003 and 1.997',
    cart: cartOf('1 x 100, 1 x 200'),
    gifts: [1, 3],
    total: 300,
    due: 296,
    pays: ['1, left 0', '3, left 0'],
    steps: ['b 1', 'a 1, b 2'],
  },
  {
    why: '0.01 over two equal lines goes to the first; the next 0.01 to the second, now the dearer by a kopeck',
    cart: cartOf('1 x 10, 1 x 10'),
    gifts: [1, 1],
    total: 20,
    due: 18,
    pays: ['1, left 0', '1, left 0'],
    steps: ['a 1', 'b 1'],
  },
  {
    why: 'the order typed matters: the large code pays all, the small one is not touched and keeps its 5.00',
    cart: cartOf('1 x 10000'),
    gifts: [50_000, 500],
    total: 10_000,
    due: 0,
    pays: ['10000, left 40000', '0, left 500'],
    steps: ['a 10000'],
  },
  {
    why: 'the same two the other way round: both pay, and only the large one has a remainder',
    cart: cartOf('1 x 10000'),
    gifts: [500, 50_000],
    total: 10_000,
    due: 0,
    pays: ['500, left 0', '9500, left 40500'],
    steps: ['a 500', 'a 9500'],
  },
  {
    why: 'a line that costs nothing bears nothing, and the step does not mention it',
    cart: cartOf('1 x 0, 3 x 1000'),
    gifts: [1500],
    total: 3000,
    due: 1500,
    pays: ['1500, left 0'],
    steps: ['b 1500'],
  },
  {
    why: 'a free cart: nothing is due, so the code is not touched',
    cart: cartOf('5 x 0', 0),
    gifts: [1000],
    total: 0,
    due: 0,
    pays: ['0, left 1000'],
    steps: [],
  },
  {
    why: 'a code worth nothing pays nothing and is no step',
    cart: cartOf('1 x 1000'),
    gifts: [0, 400],
    total: 1000,
    due: 600,
    pays: ['0, left 0', '400, left 0'],
    steps: ['a 400'],
  },
  {
    why: 'delivery alone is paid for when the goods are free',
    cart: cartOf('1 x 0', 29_900),
    gifts: [10_000],
    total: 29_900,
    due: 19_900,
    pays: ['10000, left 0'],
    steps: ['delivery 10000'],
  },
  {
    why: 'the largest cart there can be, 2⁵³−1: 2⁵² of it puts a hair more than ½ on the delivery of 1, so the odd unit',
    cart: cartOf('1 x 9007199254740990', 1),
    gifts: [4_503_599_627_370_496],
    total: MAX,
    due: 4_503_599_627_370_495,
    pays: ['4503599627370496, left 0'],
    steps: ['a 4503599627370495, delivery 1'],
  },
];

describe('priceCart', () => {
  it.each(EXAMPLES.map((example) => [example.why, example] as const))(
    '%s',
    (_, { cart, gifts, total, due, pays, steps }) => {
      const price = priceCart(cart, giftsOf(gifts));
      expect(price.total).toBe(total);
      expect(price.amountDue).toBe(due);
      expect(price.tenderTotal).toBe(total - due);
      expect(price.gifts.map(({ amount, remainder }) => `${amount}, left ${remainder}`)).toEqual(pays);
      expect(
        price.steps.map(({ allocations }) =>
          allocations.map((part) => `${part.line ?? 'delivery'} ${part.amount}`).join(', '),
        ),
      ).toEqual(steps);
    },
  );

  it('shows each line with its total, and goods and delivery apart', () => {
    const price = priceCart(cartOf('3 x 1050, 1 x 99', 500), []);
    expect(price.lines).toEqual([
      { id: 'a', quantity: 3, unitPrice: 1050, total: 3150 },
      { id: 'b', quantity: 1, unitPrice: 99, total: 99 },
    ]);
    expect(price).toMatchObject({ goods: 3249, delivery: 500, total: 3749, discountTotal: 0, tenderTotal: 0 });
  });

  it('explains each step: its base, and what capped it', () => {
    const [first, second] = priceCart(cartOf('1 x 1000'), giftsOf([300, 900])).steps;
    expect(first).toEqual({
      kind: 'gift',
      label: '••••1',
      base: 1000,
      amount: 300,
      allocations: [{ line: 'a', amount: 300 }],
    });
    expect(second).toMatchObject({ label: '••••2', base: 700, amount: 700, cappedBy: 'amountDue' });
  });

  it('does not call a step capped that pays exactly what is due', () => {
    expect(priceCart(cartOf('1 x 1000'), giftsOf([1000])).steps[0]).not.toHaveProperty('cappedBy');
  });

  it('leaves its input alone, and answers no more of a line than the sum needs', () => {
    const cart = { lines: [Object.freeze({ id: 'a', quantity: 1, unitPrice: 1000, title: 'Tea' })] };
    const gifts = Object.freeze(giftsOf([10]).map((gift) => Object.freeze(gift)));
    const [line = {}] = priceCart(Object.freeze(cart), gifts).lines;
    expect(Object.keys(line)).toEqual(['id', 'quantity', 'unitPrice', 'total']);
  });

  it.each([
    ['a negative price', cartOf('1 x -1'), []],
    ['a fractional price', cartOf('1 x 10.5'), []],
    ['a negative quantity', cartOf('-1 x 10'), []],
    ['a fractional quantity', cartOf('0.5 x 10'), []],
    ['no number', cartOf('1 x NaN'), []],
    ['a negative delivery', cartOf('1 x 10', -1), []],
    ['a fractional delivery', cartOf('1 x 10', 0.1), []],
    ['a negative gift', cartOf('1 x 10'), [-5]],
    ['a fractional gift', cartOf('1 x 10'), [0.5]],
    ['a gift past the safe integers', cartOf('1 x 10'), [2 ** 53]],
    ['a line past the safe integers', cartOf('2 x 9007199254740991'), []],
    ['goods past the safe integers', cartOf('1 x 9007199254740991, 1 x 1'), []],
    ['a total past the safe integers', cartOf('1 x 9007199254740991', 1), []],
  ])('refuses %s', (_, cart, gifts) => {
    expect(() => priceCart(cart, giftsOf(gifts))).toThrow(expect.objectContaining({ code: 'MONEY_INVALID' }));
  });
});
