import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PricedCart, type PriceStep, priceCart } from './price-cart.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Carts as shops have them, with free lines and odd prices among them. */
const ordinaryCarts: fc.Arbitrary<PricedCart> = fc
  .record({
    lines: fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 9 }), unitPrice: fc.integer({ min: 0, max: 300_000 }) }),
      { minLength: 1, maxLength: 12 },
    ),
    delivery: fc.option(fc.record({ price: fc.integer({ min: 0, max: 100_000 }) }), { nil: undefined }),
  })
  .map(({ lines, delivery }) => ({ lines: lines.map((line, index) => ({ id: `line-${index}`, ...line })), delivery }));

/** Carts at the edge of what integers hold. */
const hugeCarts: fc.Arbitrary<PricedCart> = fc
  .array(fc.integer({ min: 0, max: Math.floor(MAX / 5) }), { minLength: 1, maxLength: 4 })
  .map((prices) => ({
    lines: prices.map((unitPrice, index) => ({ id: `line-${index}`, quantity: 1, unitPrice })),
    delivery: { price: 299 },
  }));

const carts = fc.oneof({ weight: 4, arbitrary: ordinaryCarts }, { weight: 1, arbitrary: hugeCarts });
const values = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 50 }) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2_000_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: MAX }) },
);
const gifts = fc
  .array(values, { maxLength: 6 })
  .map((all) => all.map((value, index) => ({ label: `••••${index}`, value })));

function always(check: (price: ReturnType<typeof priceCart>, cart: PricedCart, values: number[]) => void): void {
  fc.assert(
    fc.property(carts, gifts, (cart, given) => {
      check(
        priceCart(cart, given),
        cart,
        given.map(({ value }) => value),
      );
    }),
    { numRuns: 400 },
  );
}

/** What all steps together put on each line and on the delivery. */
function borneBy(steps: readonly PriceStep[]): Map<string | null, number> {
  const borne = new Map<string | null, number>();
  for (const { line, amount } of steps.flatMap((step) => step.allocations)) {
    borne.set(line, (borne.get(line) ?? 0) + amount);
  }
  return borne;
}

describe('priceCart, for any cart and any gift codes', () => {
  it('adds the total up from goods and delivery', () => {
    always(({ lines, goods, delivery, total }, cart) => {
      expect(goods).toBe(sum(cart.lines.map(({ quantity, unitPrice }) => quantity * unitPrice)));
      expect(goods).toBe(sum(lines.map((line) => line.total)));
      expect(delivery).toBe(cart.delivery?.price ?? 0);
      expect(total).toBe(goods + delivery);
    });
  });

  it('splits the total into what codes pay and what is due', () => {
    always(({ total, amountDue, tenderTotal, gifts }) => {
      expect(amountDue + tenderTotal).toBe(total);
      expect(tenderTotal).toBe(sum(gifts.map(({ amount }) => amount)));
    });
  });

  it('never asks for less than nothing', () => {
    always(({ amountDue, gifts, steps }) => {
      expect(amountDue).toBeGreaterThanOrEqual(0);
      for (const { amount, remainder } of gifts) {
        expect(amount).toBeGreaterThanOrEqual(0);
        expect(remainder).toBeGreaterThanOrEqual(0);
      }
      for (const { base, amount } of steps) expect(base - amount).toBeGreaterThanOrEqual(0);
    });
  });

  it('accounts for the whole of each code: what it pays and what is left', () => {
    always(({ gifts }, _, given) => {
      expect(gifts.map(({ amount, remainder }) => amount + remainder)).toEqual(given);
    });
  });

  it('leaves a remainder only when nothing is due any more', () => {
    always(({ amountDue, gifts }) => {
      if (gifts.some(({ remainder }) => remainder > 0)) expect(amountDue).toBe(0);
    });
  });

  it('puts the whole of each step on lines and delivery', () => {
    always(({ steps }) => {
      for (const { amount, allocations } of steps) {
        expect(sum(allocations.map((part) => part.amount))).toBe(amount);
        expect(allocations.every((part) => part.amount > 0)).toBe(true);
      }
    });
  });

  it('never puts more on a line than the line costs', () => {
    always(({ steps, lines, delivery }) => {
      const borne = borneBy(steps);
      for (const line of lines) expect(borne.get(line.id) ?? 0).toBeLessThanOrEqual(line.total);
      expect(borne.get(null) ?? 0).toBeLessThanOrEqual(delivery);
    });
  });

  it('starts each step where the one before it ended', () => {
    always(({ steps, total, amountDue }) => {
      let left = total;
      for (const step of steps) {
        expect(step.base).toBe(left);
        expect(step.amount).toBeGreaterThan(0);
        left -= step.amount;
      }
      expect(left).toBe(amountDue);
    });
  });

  it('asks for the same however the codes are ordered', () => {
    fc.assert(
      fc.property(carts, gifts, (cart, given) => {
        expect(priceCart(cart, given.toReversed()).amountDue).toBe(priceCart(cart, given).amountDue);
      }),
    );
  });
});
