import type { Cart } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import type { GiftCheck, GiftProvider } from '@checkout-perks/core/providers';
import { describe, expect, it } from 'vitest';
import { quoteCart } from './quote-cart.ts';

const NOW = Date.parse('2025-01-20T12:00:00Z');
const cart: Cart = {
  currency: 'RUB',
  lines: [
    { id: 'tea', quantity: 2, unitPrice: 40_000 },
    { id: 'cup', quantity: 1, unitPrice: 20_000 },
  ],
  delivery: { price: 30_000 },
};

/** Quotes a cart of 1300.00 at a provider where each code is worth what is given, in minor units. */
function quoting(worth: Record<string, number | Error>, typed: string[], of: Cart = cart) {
  let asked = 0;
  const check = async (code: string): Promise<GiftCheck> => {
    asked += 1;
    const amount = worth[code];
    if (amount instanceof Error) throw amount;
    return amount === undefined
      ? { found: false }
      : { found: true, usable: true, status: 'active', amount, currency: 'RUB' };
  };
  const gift = { name: 'known', timeoutMs: 1, check } as unknown as GiftProvider;
  const options = { gift, currency: 'RUB', maxGiftCodes: 5, quoteFor: 60_000, clock: () => NOW, newId: () => 'q1' };
  return { quoted: quoteCart(options, of, typed, true), asked: () => asked };
}

describe('quoteCart', () => {
  it('prices a cart without codes', async () => {
    const { quote, gifts } = await quoting({}, []).quoted;
    expect(quote).toMatchObject({
      id: 'q1',
      currency: 'RUB',
      goods: 100_000,
      delivery: 30_000,
      total: 130_000,
      amountDue: 130_000,
      tenderTotal: 0,
      steps: [],
      codes: [],
      provisional: true,
      expiresAt: '2025-01-20T12:01:00.000Z',
    });
    expect(gifts).toEqual([]);
  });

  it('uses a smaller code up', async () => {
    const { quote, gifts } = await quoting({ GIFT1234ABCD: 50_000 }, ['GIFT1234ABCD']).quoted;
    expect(quote).toMatchObject({ total: 130_000, tenderTotal: 50_000, amountDue: 80_000 });
    expect(quote.codes).toEqual([{ code: '••••ABCD', kind: 'gift', status: 'applied', amount: 50_000 }]);
    expect(gifts).toMatchObject([{ code: 'GIFT1234ABCD', amount: 50_000, remainder: 0 }]);
  });

  it('tells that a code was typed in another keyboard layout', async () => {
    const { quote } = await quoting({ GIFT1234ABCD: 50_000 }, ['пшае 1234 фисв']).quoted;
    expect(quote.codes).toMatchObject([{ code: '••••ABCD', status: 'applied', typedAs: '••••ФИСВ' }]);
  });

  it('tells what will be left of a larger code', async () => {
    const { quote, gifts } = await quoting({ GIFT1234ABCD: 200_000 }, ['GIFT1234ABCD']).quoted;
    expect(quote).toMatchObject({ tenderTotal: 130_000, amountDue: 0 });
    expect(quote.codes).toEqual([
      { code: '••••ABCD', kind: 'gift', status: 'applied', amount: 130_000, remainder: 70_000 },
    ]);
    expect(gifts).toMatchObject([{ amount: 130_000, remainder: 70_000 }]);
  });

  it('leaves a code whole that the order does not need, and says so', async () => {
    const worth = { GIFT0001: 130_000, GIFT0002: 1 };
    const { quote, gifts } = await quoting(worth, ['GIFT0001', 'GIFT0002']).quoted;
    expect(quote.codes.map(({ status, reason }) => reason ?? status)).toEqual(['applied', 'discount_code_not_needed']);
    expect(gifts.map(({ code }) => code)).toEqual(['GIFT0001']);
  });

  it('answers each typed code in its place, with the sums of the ones that pay', async () => {
    const worth = { GIFT0001: 50_000, GIFT0002: 100_000, DOWN1234: new PerksError('PROVIDER_UNAVAILABLE') };
    const typed = ['WRONG123', 'GIFT0001', 'DOWN1234', 'gift-0001', 'GIFT0002'];
    const { quote, gifts } = await quoting(worth, typed).quoted;
    expect(quote.codes.map(({ reason, amount, remainder }) => reason ?? [amount, remainder])).toEqual([
      'discount_code_invalid',
      [50_000, undefined],
      'discount_code_unavailable',
      'discount_code_already_applied',
      [80_000, 20_000],
    ]);
    expect(gifts.map(({ code, amount }) => [code, amount])).toEqual([
      ['GIFT0001', 50_000],
      ['GIFT0002', 80_000],
    ]);
  });

  it('never shows a code in full', async () => {
    const { quote } = await quoting({ GIFT1234ABCD: 50_000 }, ['GIFT1234ABCD', 'WRONG1234567']).quoted;
    expect(JSON.stringify(quote)).not.toMatch(/GIFT1234|WRONG/);
  });

  it('refuses a cart of another currency than the shop, before any code is looked up', async () => {
    const { quoted, asked } = quoting({}, ['GIFT1234'], { ...cart, currency: 'EUR' });
    await expect(quoted).rejects.toMatchObject({ code: 'INVALID_REQUEST', details: { path: 'cart.currency' } });
    expect(asked()).toBe(0);
  });

  it('refuses sums that integers cannot hold, before any code is looked up', async () => {
    const lines = [{ id: 'gold', quantity: 1_000_000, unitPrice: Number.MAX_SAFE_INTEGER }];
    const { quoted, asked } = quoting({}, ['GIFT1234'], { ...cart, lines });
    await expect(quoted).rejects.toMatchObject({ code: 'MONEY_INVALID' });
    expect(asked()).toBe(0);
  });
});
