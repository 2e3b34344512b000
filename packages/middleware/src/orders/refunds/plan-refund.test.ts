import type { Quote } from '@checkout-perks/core/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RefundRecord } from '../../journal/tables.ts';
import { planRefund } from './plan-refund.ts';

type Steps = Quote['steps'];

/** A quote with what refunds need of it: lines, delivery, and who bore what. */
function quoteOf(lines: readonly [string, number, number][], delivery: number, steps: Steps): Quote {
  const priced = lines.map(([id, quantity, unitPrice]) => ({ id, quantity, unitPrice, total: quantity * unitPrice }));
  const goods = priced.reduce((sum, line) => sum + line.total, 0);
  return {
    ...{ id: 'q', currency: 'RUB', lines: priced, goods, delivery, steps, codes: [], discountTotal: 0, tenderTotal: 0 },
    ...{ total: goods + delivery, amountDue: 0, provisional: false, expiresAt: '' },
  };
}

function step(kind: string, allocations: [string | null, number][], points?: number): Steps[number] {
  const amount = allocations.reduce((sum, [, part]) => sum + part, 0);
  const parts = allocations.map(([line, part]) => ({ line, amount: part }));
  return { kind, label: kind, base: amount, amount, allocations: parts, ...(points === undefined ? {} : { points }) };
}

/** Three lines and a delivery, by a promo, 100 points and two gift codes; 30.00 are left for money. */
const QUOTE = quoteOf(
  [
    ['tea', 3, 10_000],
    ['cup', 1, 20_000],
    ['spoon', 2, 5000],
  ],
  30_000,
  [
    step('promo', [
      ['tea', 3000],
      ['cup', 2000],
      ['spoon', 1000],
    ]),
    step(
      'points',
      [
        ['tea', 5000],
        ['cup', 3333],
        ['spoon', 1667],
      ],
      100,
    ),
    step('gift', [
      ['tea', 11_000],
      ['cup', 7333],
      [null, 15_000],
    ]),
    step('gift', [
      ['tea', 10_000],
      ['cup', 7334],
      ['spoon', 6333],
      [null, 14_000],
    ]),
  ],
);

const named = (plan: ReturnType<typeof planRefund>, refundId: string): RefundRecord => ({ ...plan.record, refundId });

describe('planRefund', () => {
  it('gives back of one line of three exactly what fell on it', () => {
    const { record, gifts } = planRefund(QUOTE, [], { lines: [{ id: 'cup', quantity: 1 }] });
    expect(gifts).toEqual([7333, 7334]);
    // 33.33 roubles in points are 33 whole points; the third part of a rouble goes back with the last line.
    expect(record).toEqual({
      lines: [{ id: 'cup', quantity: 1 }],
      delivery: false,
      points: 33,
      money: 20_000 - 2000 - 3333 - 7333 - 7334,
      promoUses: false,
    });
  });

  it('gives back a part of a line by the piece, the odd kopecks with the last', () => {
    const pieces: RefundRecord[] = [];
    const given = ['1', '2', '3'].map((refundId) => {
      const plan = planRefund(QUOTE, pieces, { lines: [{ id: 'tea', quantity: 1 }] });
      pieces.push(named(plan, refundId));
      return plan.gifts;
    });
    expect(given).toEqual([
      [3666, 3333],
      [3667, 3333],
      [3667, 3334],
    ]);
    expect(pieces.map((piece) => piece.points)).toEqual([16, 17, 17]);
    expect(pieces.map((piece) => piece.money)).toEqual([333, 333, 334]);
  });

  it('gives back all that is left when nothing is named, and the uses of promos with it', () => {
    const first = named(planRefund(QUOTE, [], { lines: [{ id: 'tea', quantity: 2 }], delivery: true }), 'a');
    const rest = planRefund(QUOTE, [first], {});
    expect(rest.record.lines).toEqual([
      { id: 'tea', quantity: 1 },
      { id: 'cup', quantity: 1 },
      { id: 'spoon', quantity: 2 },
    ]);
    expect(rest.record).toMatchObject({ delivery: false, promoUses: true });
    expect(first.promoUses).toBe(false);
    expect(first.points + rest.record.points).toBe(100);
  });

  it('knows the last part as the last, and needs no word of a delivery that cost nothing', () => {
    const quote = quoteOf([['tea', 2, 1000]], 0, []);
    const first = planRefund(quote, [], { lines: [{ id: 'tea', quantity: 1 }] });
    const last = planRefund(quote, [named(first, 'a')], { lines: [{ id: 'tea', quantity: 1 }] });
    expect([first.record.promoUses, last.record.promoUses]).toEqual([false, true]);
  });

  it.each([
    ['a line that the order has not', { lines: [{ id: 'pot', quantity: 1 }] }, 'INVALID_REQUEST'],
    [
      'a line named twice',
      {
        lines: [
          { id: 'tea', quantity: 1 },
          { id: 'tea', quantity: 1 },
        ],
      },
      'INVALID_REQUEST',
    ],
    ['more than was bought', { lines: [{ id: 'cup', quantity: 2 }] }, 'REFUND_EXCEEDED'],
  ])('refuses %s', (_, request, code) => {
    expect(() => planRefund(QUOTE, [], request)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses what has gone back already', () => {
    const whole = named(planRefund(QUOTE, [], {}), 'a');
    expect(() => planRefund(QUOTE, [whole], { lines: [{ id: 'tea', quantity: 1 }] })).toThrow(
      expect.objectContaining({ code: 'REFUND_EXCEEDED' }),
    );
    expect(() => planRefund(QUOTE, [whole], { delivery: true })).toThrow(
      expect.objectContaining({ code: 'REFUND_EXCEEDED' }),
    );
  });

  it('gives back, in whatever portions, each payment exactly and never more of it on the way', () => {
    const portions = fc.array(fc.record({ tea: fc.nat(3), cup: fc.nat(1), spoon: fc.nat(2), delivery: fc.boolean() }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(portions, (asked) => {
        const done: RefundRecord[] = [];
        const gifts = [0, 0];
        const take = (request: Parameters<typeof planRefund>[2]) => {
          const plan = planRefund(QUOTE, done, request);
          done.push(named(plan, String(done.length)));
          plan.gifts.forEach((amount, index) => {
            expect(amount).toBeGreaterThanOrEqual(0);
            gifts[index] = (gifts[index] ?? 0) + amount;
          });
          expect(Math.min(plan.record.points, plan.record.money)).toBeGreaterThanOrEqual(0);
          return plan;
        };
        for (const { delivery, ...quantities } of asked) {
          const lines = Object.entries(quantities).map(([id, quantity]) => ({ id, quantity }));
          try {
            take({ lines: lines.filter(({ quantity }) => quantity > 0), delivery });
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'REFUND_EXCEEDED' });
          }
          expect(gifts[0]).toBeLessThanOrEqual(33_333);
          expect(gifts[1]).toBeLessThanOrEqual(37_667);
        }
        expect(take({}).record.promoUses).toBe(true);
        expect(gifts).toEqual([33_333, 37_667]);
        const sum = (key: 'points' | 'money') => done.reduce((total, one) => total + one[key], 0);
        expect(sum('points')).toBe(100);
        expect(sum('money')).toBe(90_000 - 6000 - 10_000 - 33_333 - 37_667);
      }),
    );
  });

  it('is exact where products are past what integers hold', () => {
    const huge = 9_007_199_254_740_991;
    const quote = quoteOf([['ship', 1_000_000, 9_007_199_254]], 0, [step('gift', [['ship', 9_007_199_254_000_000]])]);
    expect(planRefund(quote, [], { lines: [{ id: 'ship', quantity: 999_999 }] }).gifts).toEqual([
      9_007_190_246_800_746,
    ]);
    expect(9_007_199_254_000_000).toBeLessThan(huge);
  });
});
