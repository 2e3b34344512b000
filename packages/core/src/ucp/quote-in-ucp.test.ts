import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomQuotes } from '../../test/random-quotes.ts';
import type { Quote } from '../contract/v1/quote.ts';
import { REJECTION_REASONS } from '../perks/rejection-reason.ts';
import { quoteInUcp } from './quote-in-ucp.ts';

const QUOTE: Quote = {
  id: 'q-1',
  currency: 'RUB',
  lines: [
    { id: 'tea', quantity: 2, unitPrice: 40_000, total: 80_000 },
    { id: 'cup', quantity: 1, unitPrice: 20_000, total: 20_000 },
  ],
  goods: 100_000,
  delivery: 30_000,
  steps: [
    {
      kind: 'promo',
      label: 'SALE10',
      base: 100_000,
      rate: 1000,
      rounding: 'halfUp',
      amount: 10_000,
      allocations: [
        { line: 'tea', amount: 8000 },
        { line: 'cup', amount: 2000 },
      ],
    },
    {
      kind: 'points',
      label: 'Points',
      base: 90_000,
      points: 150,
      amount: 15_000,
      allocations: [
        { line: 'tea', amount: 12_000 },
        { line: 'cup', amount: 3000 },
      ],
    },
    { kind: 'deliveryPromo', label: 'DELI', base: 30_000, amount: 9000, allocations: [{ line: null, amount: 9000 }] },
    {
      kind: 'gift',
      label: '••••56GH',
      base: 96_000,
      amount: 96_000,
      cappedBy: 'amountDue',
      allocations: [
        { line: 'tea', amount: 60_000 },
        { line: 'cup', amount: 15_000 },
        { line: null, amount: 21_000 },
      ],
    },
  ],
  codes: [
    { code: 'OLD5', kind: 'promo', status: 'rejected', reason: 'discount_code_exhausted' },
    { code: 'SALE10', kind: 'promo', status: 'applied', amount: 10_000 },
    { code: '••••56GH', kind: 'gift', status: 'applied', amount: 96_000, remainder: 4000 },
    { code: '••••77ZZ', kind: 'gift', status: 'rejected', reason: 'discount_code_invalid' },
    { code: 'DELI', kind: 'promo', status: 'applied', amount: 9000 },
    {
      code: 'TEN',
      kind: 'promo',
      status: 'rejected',
      reason: 'discount_code_combination_disallowed',
      keptCode: 'SALE10',
    },
  ],
  discountTotal: 34_000,
  tenderTotal: 96_000,
  total: 96_000,
  amountDue: 0,
  provisional: false,
  expiresAt: '2025-01-20T12:15:00.000Z',
};

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const amountOf = (totals: readonly { type: string; amount: number }[], type: string) =>
  totals.find((total) => total.type === type)?.amount ?? 0;

describe('quoteInUcp', () => {
  it('tells what was taken off, by which code, where and in which order', () => {
    expect(quoteInUcp(QUOTE).discounts).toEqual({
      codes: ['OLD5', 'SALE10', 'DELI', 'TEN'],
      applied: [
        {
          code: 'SALE10',
          title: 'SALE10',
          amount: 10_000,
          method: 'across',
          priority: 1,
          allocations: [
            { path: '$.line_items[0]', amount: 8000 },
            { path: '$.line_items[1]', amount: 2000 },
          ],
        },
        {
          title: 'Points',
          amount: 15_000,
          automatic: true,
          method: 'across',
          priority: 2,
          allocations: [
            { path: '$.line_items[0]', amount: 12_000 },
            { path: '$.line_items[1]', amount: 3000 },
          ],
        },
        {
          code: 'DELI',
          title: 'DELI',
          amount: 9000,
          method: 'each',
          priority: 3,
          allocations: [{ path: '$.totals.shipping', amount: 9000 }],
        },
      ],
    });
  });

  it('adds lines and totals up without gift codes, which pay and do not lower the price', () => {
    const { line_items, totals } = quoteInUcp(QUOTE);
    expect(line_items[0]).toEqual({
      id: 'tea',
      item: { id: 'tea', title: 'tea', price: 40_000 },
      quantity: 2,
      totals: [
        { type: 'subtotal', amount: 80_000 },
        { type: 'items_discount', amount: -20_000 },
        { type: 'total', amount: 60_000 },
      ],
    });
    expect(totals.map(({ type, amount }) => [type, amount])).toEqual([
      ['subtotal', 100_000],
      ['items_discount', -25_000],
      ['fulfillment', 30_000],
      ['discount', -9000],
      ['total', 96_000],
    ]);
  });

  it('names gift codes as instruments, charged with nothing before the order is committed', () => {
    expect(quoteInUcp(QUOTE).payment?.instruments).toEqual([
      { id: 'gift-1', handler_id: 'gift_codes', type: 'gift_card', display: { masked_code: '••••56GH' } },
    ]);
    const [charged] = quoteInUcp(QUOTE, { committed: true, giftHandlerId: 'gc' }).payment?.instruments ?? [];
    expect(charged).toMatchObject({ handler_id: 'gc', amount: 96_000 });
  });

  it('has a message for each code turned down, pointing at it, and for what a gift code pays', () => {
    expect(quoteInUcp(QUOTE).messages).toEqual([
      {
        type: 'warning',
        code: 'discount_code_expired',
        reason: 'discount_code_exhausted',
        path: '$.discounts.codes[0]',
        content: 'Code OLD5 has been used as often as it may be.',
      },
      {
        type: 'warning',
        code: 'discount_code_invalid',
        content: 'Code ••••77ZZ is not known or cannot be used.',
      },
      {
        type: 'warning',
        code: 'discount_code_combination_disallowed',
        path: '$.discounts.codes[3]',
        content: 'Code TEN cannot be combined with the other codes: SALE10 is the better one.',
      },
      {
        type: 'info',
        path: '$.payment.instruments[0]',
        content: 'Gift code ••••56GH pays 960.00 RUB, 40.00 RUB come back as a new code.',
      },
    ]);
  });

  it('points at the second of two rejections of one code', () => {
    const twice = { code: 'SALE10', kind: 'promo', status: 'rejected', reason: 'discount_code_already_applied' };
    const { messages } = quoteInUcp({ ...QUOTE, codes: [twice, { ...twice }] });
    expect(messages.map(({ path }) => path)).toEqual(['$.discounts.codes[0]', '$.discounts.codes[1]']);
  });

  it('marks every discount as provisional when the prices are the browser’s', () => {
    const { discounts } = quoteInUcp({ ...QUOTE, provisional: true });
    expect(discounts.applied.map(({ provisional }) => provisional)).toEqual([true, true, true]);
  });

  it('leaves out what there is none of', () => {
    const bare = quoteInUcp({ ...QUOTE, steps: [], codes: [], delivery: 0, total: 100_000 });
    expect(bare).not.toHaveProperty('payment');
    expect(bare.totals.map(({ type }) => type)).toEqual(['subtotal', 'total']);
    expect(bare.messages).toEqual([]);
  });

  it('asks the shop what its lines are called', () => {
    const { line_items } = quoteInUcp(QUOTE, { itemOf: (line) => ({ id: `sku-${line}`, title: line.toUpperCase() }) });
    expect(line_items.map(({ item }) => [item.id, item.title])).toEqual([
      ['sku-tea', 'TEA'],
      ['sku-cup', 'CUP'],
    ]);
  });

  it('has the protocol’s word for each of our reasons but one, and passes on those of a newer server', () => {
    const six = REJECTION_REASONS.slice(0, 6) as readonly string[];
    const codeFor = (reason?: string) => {
      const codes = [{ code: 'X', kind: 'promo', status: 'rejected', ...(reason ? { reason } : {}) }];
      return quoteInUcp({ ...QUOTE, codes }).messages[0];
    };
    const others = REJECTION_REASONS.filter((reason) => !six.includes(codeFor(reason)?.code ?? ''));
    expect(others).toEqual(['discount_code_unavailable']);
    for (const reason of six) expect(codeFor(reason)).not.toHaveProperty('reason');
    expect(codeFor('discount_code_too_early')).toMatchObject({ code: 'discount_code_too_early' });
    expect(codeFor()).toMatchObject({ code: 'discount_code_invalid' });
  });

  it('keeps the sums of the protocol, for any quote', () => {
    fc.assert(
      fc.property(randomQuotes, (quote) => {
        const { discounts, line_items, totals } = quoteInUcp(quote);
        for (const { amount, allocations } of discounts.applied) {
          expect(sum(allocations.map((part) => part.amount))).toBe(amount);
        }
        expect(amountOf(totals, 'items_discount')).toBe(
          sum(line_items.map((line) => amountOf(line.totals, 'items_discount'))),
        );
        expect(sum(discounts.applied.map(({ amount }) => amount))).toBe(quote.discountTotal);
        const rows = totals.filter(({ type }) => type !== 'total');
        expect(amountOf(totals, 'total')).toBe(sum(rows.map(({ amount }) => amount)));
        expect(amountOf(totals, 'total')).toBe(quote.total);
      }),
      { numRuns: 300 },
    );
  });
});
