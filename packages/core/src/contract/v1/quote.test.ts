import { describe, expect, it } from 'vitest';
import { REJECTION_REASONS } from '../../perks/rejection-reason.ts';
import { priceCart } from '../../pricing/price-cart.ts';
import { MAX_CODE_LENGTH, MAX_CODES, quote, quoteAnswer, quoteRequest } from './quote.ts';

const cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 2, unitPrice: 19_900 }] };
const {
  gifts: _,
  promos: __,
  pointsBase: ___,
  ...sums
} = priceCart({ ...cart, delivery: { price: 30_000 } }, { gifts: [{ label: '••••56GH', value: 80_000 }] });
const answered = {
  id: 'q-1',
  currency: 'RUB',
  ...sums,
  codes: [
    { code: '••••56GH', kind: 'gift', status: 'applied', amount: 69_800, remainder: 10_200, typedAs: 'ыфду' },
    { code: '••••ZZ', kind: 'gift', status: 'rejected', reason: 'discount_code_invalid' },
  ],
  provisional: true,
  expiresAt: '2025-01-20T12:15:00.000Z',
};
const asks = (codes: unknown) => quoteRequest.safeParse({ cart, codes }).success;

describe('quoteRequest', () => {
  it('takes a cart with the codes as typed, or with none', () => {
    expect(quoteRequest.parse({ cart, codes: [' abc-1 ', 'ЫФДУ10'] }).codes).toEqual([' abc-1 ', 'ЫФДУ10']);
    expect(asks([])).toBe(true);
  });

  it(`takes ${MAX_CODES} codes of ${MAX_CODE_LENGTH} characters and no more`, () => {
    const longest = 'x'.repeat(MAX_CODE_LENGTH);
    expect(asks(Array.from({ length: MAX_CODES }, () => longest))).toBe(true);
    expect(asks(Array.from({ length: MAX_CODES + 1 }, () => longest))).toBe(false);
    expect(asks([`${longest}x`])).toBe(false);
    expect(MAX_CODE_LENGTH).toBe(256);
    expect(MAX_CODES).toBeLessThanOrEqual(20);
  });

  it.each([
    ['an empty code', ['']],
    ['a code that is a number', [12_345]],
    ['a code of null', [null]],
    ['codes that are one string', 'ABCD'],
    ['no codes', undefined],
  ])('refuses %s', (__, codes) => {
    expect(asks(codes)).toBe(false);
  });

  it('refuses codes without a cart', () => {
    expect(quoteRequest.safeParse({ codes: [] }).success).toBe(false);
  });
});

describe('quote', () => {
  it('is what priceCart works out, with codes and a time', () => {
    expect(quote.parse(answered)).toEqual(answered);
    expect(quoteAnswer.parse({ quote: answered, token: 't' })).toEqual({ quote: answered, token: 't' });
  });

  it('drops fields that it does not know, at every depth', () => {
    const [step] = answered.steps;
    const [code] = answered.codes;
    const newer = {
      ...answered,
      newer: 500,
      steps: [{ ...step, hint: 'x' }],
      codes: [{ ...code, until: 'y' }],
      lines: answered.lines.map((line) => ({ ...line, tax: 1 })),
    };
    const read = quote.parse(newer);
    expect(read).toEqual({ ...answered, codes: [code] });
  });

  it('takes words that it does not know', () => {
    const newer = {
      ...answered,
      steps: [{ kind: 'cashback', label: 'Bonus', base: 10, amount: 1, cappedBy: 'law', allocations: [] }],
      codes: [{ code: 'X', kind: 'subscription', status: 'pending', reason: 'discount_code_too_early' }],
    };
    expect(quote.parse(newer)).toEqual(newer);
  });

  it('has room for every reason of the closed list', () => {
    const codes = REJECTION_REASONS.map((reason) => ({ code: '••••', kind: 'gift', status: 'rejected', reason }));
    expect(quote.parse({ ...answered, codes }).codes).toEqual(codes);
  });

  it.each([
    ['a fraction of a minor unit', { total: 10.5 }],
    ['a sum as a string', { amountDue: '10' }],
    ['a sum past the safe integers', { goods: 2 ** 53 }],
    ['no codes at all', { codes: undefined }],
    ['a code without its status', { codes: [{ code: 'X', kind: 'gift' }] }],
    ['an allocation to nowhere', { steps: [{ ...sums.steps[0], allocations: [{ amount: 1 }] }] }],
  ])('refuses %s', (__, wrong) => {
    expect(quote.safeParse({ ...answered, ...wrong }).success).toBe(false);
  });
});
