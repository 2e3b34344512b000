import type { Cart } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { describe, expect, it } from 'vitest';
import { type Known, MEMBER, promoOf, quotingWith } from '../../test/quoting-with.ts';
import type { LoyaltySession } from '../loyalty/loyalty-session.ts';
import { quoteCart } from './quote-cart.ts';

const cart: Cart = {
  currency: 'RUB',
  lines: [
    { id: 'tea', quantity: 2, unitPrice: 40_000 },
    { id: 'book', quantity: 1, unitPrice: 20_000, noPoints: true },
  ],
  delivery: { price: 30_000 },
};
const proven: LoyaltySession = { search: '79000000001', hint: '+7 ••• 01', confirmed: true, memberId: 'member-1' };
const unproven: LoyaltySession = { search: '79000000001', hint: '+7 ••• 01', confirmed: false };
const down = new PerksError('PROVIDER_UNAVAILABLE');
const known: Known = { member: MEMBER };

interface Asking {
  spend?: number | 'max';
  session?: LoyaltySession | 'expired';
  codes?: string[];
  preview?: boolean;
  cart?: Cart;
}

/** Quotes 800.00 on which points count, 200.00 on which they do not, and a delivery of 300.00. */
function quoting(known: Known, asking: Asking = {}) {
  const { spend = 0, session = proven, codes = [], preview = true } = asking;
  const { options, asked } = quotingWith(known);
  const input = { cart: asking.cart ?? cart, codes, loyalty: { session, spend }, preview };
  return { asked, quoted: quoteCart(options, input, true) };
}

describe('quoteCart, for a member who has proved to be one', () => {
  it('shows what they may see of themselves, what they can spend and what they would earn', async () => {
    const { quoted, asked } = quoting(known);
    const { quote, points, loyalty } = await quoted;
    expect(quote.loyalty).toEqual({
      state: 'identified',
      hint: '+7 ••• 01',
      member: { name: 'ИВАН', level: { title: 'Бонусы', kind: 'cashback', rate: 1000 }, balance: 878 },
      maxSpend: 800,
      spend: 0,
      amount: 0,
      earn: 80,
    });
    expect(quote).toMatchObject({ earn: 80, steps: [], total: 130_000 });
    expect(points).toEqual({
      memberId: 'member-1',
      confirmed: true,
      kind: 'cashback',
      purchase: 80_000,
      spend: 0,
      amount: 0,
      earn: 80,
    });
    expect(loyalty).toEqual({ session: proven, spend: 0 });
    expect(asked.sort()).toEqual(['calculate member-1 80000', 'identify 79000000001']);
  });

  it('takes points off, and tells that none are earned then', async () => {
    const { quote, points, loyalty } = await quoting(known, { spend: 300 }).quoted;
    expect(quote.steps).toMatchObject([{ kind: 'points', label: '+7 ••• 01', points: 300, amount: 30_000 }]);
    expect(quote).toMatchObject({ discountTotal: 30_000, total: 100_000, earn: 0 });
    expect(quote.loyalty).toMatchObject({ spend: 300, amount: 30_000, earn: 0 });
    expect(points).toMatchObject({ purchase: 80_000, spend: 300, amount: 30_000, earn: 0 });
    expect(loyalty).toEqual({ session: proven, spend: 300 });
  });

  it('takes no more than the provider allows, says so, and carries what was shown', async () => {
    const calculation = { maxSpend: 250 };
    for (const spend of [9999, 'max'] as const) {
      const { quote, loyalty } = await quoting({ ...known, calculation }, { spend }).quoted;
      expect(quote.steps).toMatchObject([{ kind: 'points', points: 250, cappedBy: 'maxSpend' }]);
      expect(quote.loyalty).toMatchObject({ maxSpend: 250, spend: 250, amount: 25_000 });
      expect(loyalty).toEqual({ session: proven, spend: 250 });
    }
  });

  it('takes no more than the goods cost that points count on', async () => {
    const { quote } = await quoting({ ...known, calculation: { maxSpend: 5000 } }, { spend: 'max' }).quoted;
    expect(quote.loyalty).toMatchObject({ maxSpend: 800, spend: 800, amount: 80_000 });
    expect(quote.total).toBe(50_000);
  });

  it('asks about the goods after promos, and lets points be spent beside them where the shop allows it', async () => {
    const promos = [promoOf('SALE10'), promoOf('FREESHIP', { target: 'delivery' })];
    const stacking = { goodsPromos: 1, deliveryPromos: 1, pointsWithPromo: false };
    const beside = await quoting({ ...known, promos }, { spend: 100, codes: ['SALE10'] });
    expect((await beside.quoted).quote).toMatchObject({ total: 110_000, loyalty: { maxSpend: 720, spend: 100 } });
    expect(beside.asked).toContain('calculate member-1 72000');

    const alone = { ...known, promos, rules: { stacking } };
    const { quote } = await quoting(alone, { spend: 100, codes: ['SALE10'] }).quoted;
    expect(quote).toMatchObject({ total: 120_000, loyalty: { maxSpend: 0, spend: 0, earn: 72 } });
    const delivered = await quoting(alone, { spend: 100, codes: ['FREESHIP'] }).quoted;
    expect(delivered.quote.loyalty).toMatchObject({ spend: 100 });
  });

  it('takes the percentage of a discount level off, which knows no points', async () => {
    const level = { ...MEMBER.level, title: 'Скидка', kind: 'discount' as const };
    const calculation = { kind: 'discount', basisPoints: 700, maxSpend: 50, earn: 0 } as const;
    const member = { ...MEMBER, level, balance: 0 };
    const { quote, points } = await quoting({ member, calculation }, { spend: 'max' }).quoted;
    expect(quote.steps).toMatchObject([{ kind: 'level', label: 'Скидка', base: 80_000, rate: 700, amount: 5600 }]);
    expect(quote.loyalty).toMatchObject({ maxSpend: 0, spend: 0, amount: 5600, earn: 0 });
    expect(points).toMatchObject({ kind: 'discount', purchase: 80_000, spend: 0, amount: 5600 });
  });

  it('takes it off an order too, whose quote names the level and nobody', async () => {
    const level = { ...MEMBER.level, title: 'Скидка', kind: 'discount' as const };
    const calculation = { kind: 'discount', basisPoints: 700, maxSpend: 0, earn: 0 } as const;
    const { quoted, asked } = quoting({ member: { ...MEMBER, level }, calculation }, { preview: false });
    const { quote } = await quoted;
    expect(quote.steps).toMatchObject([{ kind: 'level', label: 'Скидка', amount: 5600 }]);
    expect(quote.loyalty).not.toHaveProperty('member');
    expect(asked).toEqual(['calculate member-1 80000', 'identify 79000000001']);
  });

  it('neither spends nor takes anything off on a level of a kind that is new to us', async () => {
    const { quote } = await quoting({ ...known, calculation: { kind: 'unknown' } }, { spend: 'max' }).quoted;
    expect(quote).toMatchObject({ steps: [], loyalty: { maxSpend: 0, spend: 0 } });
  });

  it('asks nothing about a purchase that loyalty cannot act on', async () => {
    const lines = [{ id: 'book', quantity: 1, unitPrice: 20_000, noPoints: true }];
    const { quoted, asked } = quoting(known, { spend: 'max', cart: { ...cart, lines } });
    expect((await quoted).quote.loyalty).toMatchObject({ state: 'identified', maxSpend: 0, spend: 0, earn: 0 });
    expect(asked).toEqual(['identify 79000000001']);
  });

  it('says that points are unavailable when the provider cannot be asked, and prices the rest', async () => {
    const promos = [promoOf('SALE10')];
    for (const trouble of [{ member: down }, { member: MEMBER, calculation: down }] as Known[]) {
      const asking = { spend: 'max', codes: ['SALE10'] } as const;
      const { quote, points, loyalty } = await quoting({ ...trouble, promos }, { ...asking, codes: ['SALE10'] }).quoted;
      expect(quote.loyalty).toEqual({ state: 'unavailable', hint: '+7 ••• 01', spend: 0, amount: 0 });
      expect(quote).toMatchObject({ total: 120_000, discountTotal: 10_000 });
      expect(quote).not.toHaveProperty('earn');
      expect(points).toBeUndefined();
      expect(loyalty).toEqual({ session: proven, spend: 0 });
    }
  });

  it('ends the session of who is no member any more, or whose phone is somebody else’s now', async () => {
    const other = { ...MEMBER, id: 'member-2' };
    for (const gone of [{ member: other }, { ...known, calculation: new PerksError('MEMBER_NOT_FOUND') }] as Known[]) {
      const { quote, points, loyalty } = await quoting(gone, { spend: 'max' }).quoted;
      expect(quote.loyalty).toEqual({ state: 'expired', hint: '+7 ••• 01', spend: 0, amount: 0 });
      expect([points, loyalty]).toEqual([undefined, undefined]);
    }
  });

  it('is asked about anew for an order, whose quote shows no name', async () => {
    const { options, asked } = quotingWith(known);
    const input = { cart, codes: [], loyalty: { session: proven, spend: 100 } };
    await quoteCart(options, { ...input, preview: true }, true);
    await quoteCart(options, { ...input, preview: true }, true);
    expect(asked).toHaveLength(2);
    const { quote, points } = await quoteCart(options, input, false);
    expect(asked.slice(2)).toEqual(['calculate member-1 80000']);
    expect(quote.loyalty).not.toHaveProperty('member');
    expect(points).toMatchObject({ spend: 100, amount: 10_000 });
  });
});

describe('quoteCart, for a phone or card alone', () => {
  it('asks nobody, spends nothing, and shows nothing that was not typed', async () => {
    const { quoted, asked } = quoting(known, { session: unproven, spend: 500 });
    const { quote, points, loyalty } = await quoted;
    expect(asked).toEqual([]);
    expect(quote.loyalty).toEqual({ state: 'confirm', hint: '+7 ••• 01', spend: 0, amount: 0 });
    expect(quote).toMatchObject({ steps: [], total: 130_000 });
    expect(quote).not.toHaveProperty('earn');
    expect(points).toBeUndefined();
    expect(loyalty).toEqual({ session: unproven, spend: 0 });
  });

  it('lets its member earn on an order, without a word of it in the quote', async () => {
    const asking = { session: unproven, spend: 500, preview: false };
    const { quote, points } = await quoting(known, asking).quoted;
    expect(quote.loyalty).toEqual({ state: 'confirm', hint: '+7 ••• 01', spend: 0, amount: 0 });
    expect(quote).not.toHaveProperty('earn');
    expect(points).toMatchObject({ memberId: 'member-1', confirmed: false, purchase: 80_000, spend: 0, amount: 0 });
    const lost = await quoting({ member: down }, asking).quoted;
    expect([lost.quote.loyalty, lost.points]).toEqual([quote.loyalty, undefined]);
  });
});

describe('quoteCart, for a session that is too old', () => {
  it('asks nobody and carries nothing on', async () => {
    const { quoted, asked } = quoting(known, { session: 'expired', spend: 'max' });
    const { quote, loyalty } = await quoted;
    expect(quote.loyalty).toEqual({ state: 'expired', hint: '', spend: 0, amount: 0 });
    expect([loyalty, asked]).toEqual([undefined, []]);
  });
});

describe('quoteCart, in a shop without points', () => {
  it('pays no heed to sessions', async () => {
    expect((await quoting({ promos: [] }).quoted).quote).not.toHaveProperty('loyalty');
  });
});
