import type { Cart } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { describe, expect, it } from 'vitest';
import { type Known, promoOf, quotingWith } from '../../test/quoting-with.ts';
import { quoteCart } from './quote-cart.ts';
import type { QuoteInput } from './quote-input.ts';

const cart: Cart = {
  currency: 'RUB',
  lines: [
    { id: 'tea', quantity: 2, unitPrice: 40_000 },
    { id: 'cup', quantity: 1, unitPrice: 20_000 },
  ],
  delivery: { price: 30_000 },
};

/** Quotes a cart of 1000.00 with a delivery of 300.00, as a preview unless said otherwise. */
function quoting(known: Known, codes: string[], input: Partial<QuoteInput> = {}) {
  const { options, asked } = quotingWith(known);
  return { asked, quoted: quoteCart(options, { cart, codes, preview: true, ...input }, true) };
}

describe('quoteCart', () => {
  it('prices a cart without codes', async () => {
    const { quote, gifts, promos, codes } = await quoting({ gifts: {} }, []).quoted;
    expect(quote).toEqual({
      id: 'q1',
      currency: 'RUB',
      lines: [
        { id: 'tea', quantity: 2, unitPrice: 40_000, total: 80_000 },
        { id: 'cup', quantity: 1, unitPrice: 20_000, total: 20_000 },
      ],
      goods: 100_000,
      delivery: 30_000,
      discountTotal: 0,
      tenderTotal: 0,
      total: 130_000,
      amountDue: 130_000,
      steps: [],
      codes: [],
      provisional: true,
      expiresAt: '2025-01-20T12:01:00.000Z',
    });
    expect([gifts, promos, codes]).toEqual([[], [], []]);
  });

  it('uses a smaller code up', async () => {
    const { quote, gifts } = await quoting({ gifts: { GIFT1234ABCD: 50_000 } }, ['GIFT1234ABCD']).quoted;
    expect(quote).toMatchObject({ total: 130_000, tenderTotal: 50_000, amountDue: 80_000 });
    expect(quote.codes).toEqual([{ code: '••••ABCD', kind: 'gift', status: 'applied', amount: 50_000 }]);
    expect(gifts).toMatchObject([{ code: 'GIFT1234ABCD', amount: 50_000, remainder: 0 }]);
  });

  it('tells that a code was typed in another keyboard layout', async () => {
    const known = { gifts: { GIFT1234ABCD: 50_000 }, promos: [promoOf('SALE10')] };
    const { quote } = await quoting(known, ['пшае 1234 фисв', 'ыфду-10', 'sale10']).quoted;
    expect(quote.codes).toMatchObject([
      { code: '••••ABCD', status: 'applied', typedAs: '••••ФИСВ' },
      { code: 'SALE10', status: 'applied', typedAs: 'ЫФДУ10' },
      { code: 'SALE10', reason: 'discount_code_already_applied' },
    ]);
    expect(quote.codes[2]).not.toHaveProperty('typedAs');
  });

  it('leaves a code whole that the order does not need, and says so', async () => {
    const gifts = { GIFT0001: 130_000, GIFT0002: 1 };
    const quoted = await quoting({ gifts }, ['GIFT0001', 'GIFT0002']).quoted;
    const { codes } = quoted.quote;
    expect(codes.map(({ status, reason }) => reason ?? status)).toEqual(['applied', 'discount_code_not_needed']);
    expect(quoted.gifts.map(({ code }) => code)).toEqual(['GIFT0001']);
  });

  it('answers each typed code in its place, with the sums of the ones that pay', async () => {
    const down = new PerksError('PROVIDER_UNAVAILABLE');
    const known = { gifts: { GIFT0001: 50_000, GIFT0002: 100_000, DOWN1234: down }, promos: [promoOf('SALE10')] };
    const typed = ['WRONG123', 'GIFT0001', 'sale10', 'DOWN1234', 'gift-0001', 'GIFT0002', 'SALE10'];
    const { quote, gifts, promos, codes, wrong } = await quoting(known, typed).quoted;
    expect(quote.codes.map(({ kind, reason, amount, remainder }) => [kind, reason ?? amount, remainder])).toEqual([
      ['gift', 'discount_code_invalid', undefined],
      ['gift', 50_000, undefined],
      ['promo', 10_000, undefined],
      ['gift', 'discount_code_unavailable', undefined],
      ['gift', 'discount_code_already_applied', undefined],
      ['gift', 70_000, 30_000],
      ['promo', 'discount_code_already_applied', undefined],
    ]);
    expect(quote.steps.map(({ kind, label, amount }) => [kind, label, amount])).toEqual([
      ['promo', 'SALE10', 10_000],
      ['gift', '••••01', 50_000],
      ['gift', '••••02', 70_000],
    ]);
    expect(gifts.map(({ code, amount }) => [code, amount])).toEqual([
      ['GIFT0001', 50_000],
      ['GIFT0002', 70_000],
    ]);
    expect(promos).toEqual([
      { promoId: 'id-SALE10', code: 'SALE10', target: 'goods', amount: 10_000, oncePerPerson: false },
    ]);
    expect(codes).toEqual(['GIFT0001', 'SALE10', 'GIFT0002']);
    expect(wrong).toBe(1);
  });

  it('never shows a gift code in full', async () => {
    const { quote } = await quoting({ gifts: { GIFT1234ABCD: 50_000 } }, ['GIFT1234ABCD', 'WRONG1234567']).quoted;
    expect(JSON.stringify(quote)).not.toMatch(/GIFT1234|WRONG/);
  });

  it('refuses a cart of another currency than the shop, before anybody is asked', async () => {
    const { quoted, asked } = quoting({ gifts: {}, promos: [] }, ['GIFT1234'], { cart: { ...cart, currency: 'EUR' } });
    await expect(quoted).rejects.toMatchObject({ code: 'INVALID_REQUEST', details: { path: 'cart.currency' } });
    expect(asked).toEqual([]);
  });

  it('refuses sums that integers cannot hold, before anybody is asked', async () => {
    const lines = [{ id: 'gold', quantity: 1_000_000, unitPrice: Number.MAX_SAFE_INTEGER }];
    const { quoted, asked } = quoting({ gifts: {}, promos: [] }, ['GIFT1234'], { cart: { ...cart, lines } });
    await expect(quoted).rejects.toMatchObject({ code: 'MONEY_INVALID' });
    expect(asked).toEqual([]);
  });
});

describe('quoteCart, of several promos', () => {
  const promos = [
    promoOf('SALE10'),
    promoOf('MINUS200', { discount: { kind: 'fixed', amount: 20_000 } }),
    promoOf('FREESHIP', { target: 'delivery', discount: { kind: 'percent', basisPoints: 10_000 } }),
  ];

  it('keeps the better one of two on goods, whatever was typed first, and says which', async () => {
    for (const typed of [
      ['SALE10', 'MINUS200', 'FREESHIP'],
      ['FREESHIP', 'MINUS200', 'SALE10'],
    ]) {
      const { quote } = await quoting({ promos }, typed).quoted;
      expect(quote).toMatchObject({ discountTotal: 50_000, total: 80_000, amountDue: 80_000 });
      const ten = quote.codes.find(({ code }) => code === 'SALE10');
      expect(ten).toEqual({
        code: 'SALE10',
        kind: 'promo',
        status: 'rejected',
        reason: 'discount_code_combination_disallowed',
        keptCode: 'MINUS200',
      });
    }
  });

  it('takes several where the shop allows it', async () => {
    const stacking = { goodsPromos: 2, deliveryPromos: 0, pointsWithPromo: true };
    const { quote, codes } = await quoting({ promos, rules: { stacking } }, ['SALE10', 'MINUS200', 'FREESHIP']).quoted;
    expect(quote.codes.map(({ reason, amount }) => reason ?? amount)).toEqual([
      10_000,
      20_000,
      'discount_code_combination_disallowed',
    ]);
    expect(codes).toEqual(['SALE10', 'MINUS200']);
  });

  it('applies none for delivery where there is nothing to pay for it', async () => {
    const { quote } = await quoting({ promos }, ['FREESHIP'], { cart: { ...cart, delivery: undefined } }).quoted;
    expect(quote.codes).toMatchObject([{ code: 'FREESHIP', reason: 'discount_code_no_delivery' }]);
  });

  it('tells limits on, and goes by what the journal says of them', async () => {
    const limited = promoOf('FIRST3', { limit: 3, used: 1, oncePerPerson: true });
    const asked: unknown[] = [];
    const known: Known = {
      promos: [limited, ...promos],
      refusedUses: async (asks, customer) => {
        asked.push([asks.map(({ id }) => id), customer]);
        return new Map(customer === 'again' ? [['id-FIRST3', 'discount_code_user_ineligible']] : []);
      },
    };
    const first = await quoting(known, ['FIRST3', 'SALE10'], { customer: 'new' }).quoted;
    expect(first.promos).toMatchObject([{ promoId: 'id-FIRST3', limit: 3, used: 1, oncePerPerson: true }]);
    const second = await quoting(known, ['FIRST3', 'SALE10'], { customer: 'again' }).quoted;
    expect(second.quote.codes.map(({ status, reason }) => reason ?? status)).toEqual([
      'discount_code_user_ineligible',
      'applied',
    ]);
    expect(asked).toEqual([
      [['id-FIRST3', 'id-SALE10'], 'new'],
      [['id-FIRST3', 'id-SALE10'], 'again'],
    ]);
  });
});

describe('quoteCart, of a gift code that is worth more than is due', () => {
  const gifts = { GIFT0001: 100_000, GIFT0002: 200_000, GIFT0003: 30_000 };

  it('tells what will be issued anew', async () => {
    const quoted = await quoting({ gifts }, ['GIFT0002']).quoted;
    expect(quoted.quote).toMatchObject({ tenderTotal: 130_000, amountDue: 0 });
    expect(quoted.quote.codes).toMatchObject([{ amount: 130_000, remainder: 70_000 }]);
    expect(quoted.gifts).toMatchObject([{ value: 200_000, amount: 130_000, remainder: 70_000 }]);
  });

  it('tells what is lost where the shop lets it go', async () => {
    const quoted = await quoting({ gifts, rules: { remainder: 'forfeit' } }, ['GIFT0002']).quoted;
    expect(quoted.quote.codes).toEqual([
      { code: '••••02', kind: 'gift', status: 'applied', amount: 130_000, forfeited: 70_000 },
    ]);
    expect(quoted.gifts).toMatchObject([{ value: 200_000, amount: 130_000, remainder: 0 }]);
  });

  it('leaves it whole where the shop takes no such code, and lets the next ones pay', async () => {
    const { quote, codes } = await quoting({ gifts, rules: { remainder: 'reject' } }, Object.keys(gifts)).quoted;
    expect(quote.codes.map(({ reason, amount }) => reason ?? amount)).toEqual([
      100_000,
      'discount_code_exceeds_due',
      30_000,
    ]);
    expect(quote.amountDue).toBe(0);
    expect(codes).toEqual(['GIFT0001', 'GIFT0003']);
  });
});
