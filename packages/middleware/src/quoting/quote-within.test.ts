import type { Cart } from '@checkout-perks/core/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Known, MEMBER, promoOf, quotingWith } from '../../test/quoting-with.ts';
import { quoteCart } from './quote-cart.ts';

const cart: Cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 100_000 }] };
const session = { search: '7900', hint: '••', confirmed: true, memberId: 'member-1' } as const;
const all: Known = { gifts: { GIFT1234: 50_000 }, promos: [promoOf('SALE10')], member: MEMBER };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Quotes with one perk of each kind, within 200 ms by the fake clock. */
async function quoteWith(hanging: Known) {
  const { options } = quotingWith({ ...all, ...hanging });
  const from = performance.now();
  const input = { cart, codes: ['SALE10', 'GIFT1234'], loyalty: { session, spend: 100 }, preview: true };
  const quoting = quoteCart(options, input, true).then(({ quote }) => ({ quote, took: performance.now() - from }));
  await vi.runAllTimersAsync();
  const { quote, took } = await quoting;
  const [promo, gift] = quote.codes.map(({ status, reason }) => reason ?? status);
  return { took, promo, gift, points: quote.loyalty?.state, due: quote.amountDue };
}

const fine = { promo: 'applied', gift: 'applied', points: 'identified' };
const unavailable = 'discount_code_unavailable';

describe('a quote', () => {
  it('has all perks when all providers answer', async () => {
    expect(await quoteWith({})).toMatchObject({ ...fine, due: 30_000, took: 0 });
  });

  it('goes on without gift codes when their provider hangs', async () => {
    const quote = await quoteWith({ gifts: { GIFT1234: 'hangs' } });
    expect(quote).toMatchObject({ ...fine, gift: unavailable, due: 80_000 });
    expect(quote.took).toBeLessThanOrEqual(200);
  });

  it('goes on without promos when their provider hangs', async () => {
    const quote = await quoteWith({ promos: 'hangs' });
    expect(quote).toMatchObject({ ...fine, promo: unavailable, due: 40_000 });
    expect(quote.took).toBeLessThanOrEqual(200);
  });

  it('goes on without points when their provider hangs, at whichever call', async () => {
    for (const hanging of [{ member: 'hangs' }, { calculation: 'hangs' }] as const) {
      const quote = await quoteWith(hanging);
      expect(quote).toMatchObject({ ...fine, points: 'unavailable', due: 40_000 });
      expect(quote.took).toBeLessThanOrEqual(200);
    }
  });

  it('goes on without any of them', async () => {
    const quote = await quoteWith({ gifts: { GIFT1234: 'hangs' }, promos: 'hangs', member: 'hangs' });
    expect(quote).toMatchObject({ promo: unavailable, gift: unavailable, points: 'unavailable', due: 100_000 });
    expect(quote.took).toBeLessThanOrEqual(200);
  });
});
