import type { GiftCheck, Member, MemberSearch, PointsCalculation, Promo } from '@checkout-perks/core/providers';
import { createGiftLookUp } from '../src/looking-up/gift-look-up.ts';
import { createMemberLookUp } from '../src/looking-up/member-look-up.ts';
import { createPromoIndex } from '../src/looking-up/promo-index.ts';
import type { RefusedUses } from '../src/promo-limits/refused-uses.ts';
import type { QuotingOptions } from '../src/quoting/quoting-options.ts';

export const NOW = Date.parse('2025-01-20T12:00:00Z');

/** What the providers of a small shop know. An `Error` in place of an answer is thrown, and `hangs` never answers. */
export interface Known {
  /** What gift codes are worth, minor units of RUB, or what is said of them; no gift codes are taken without it. */
  gifts?: Record<string, number | GiftCheck | Error | 'hangs'>;
  /** No promos are taken without it. */
  promos?: Promo[] | Error | 'hangs';
  /** No points are taken without it. */
  member?: Member | Error | 'hangs';
  calculation?: Partial<PointsCalculation> | Error | 'hangs';
  rules?: Partial<QuotingOptions>;
  refusedUses?: RefusedUses;
}

/** Quoting over providers in memory, and what they were asked. */
export interface TestQuoting {
  options: QuotingOptions;
  /** Every call, such as `check GIFT1234`. */
  asked: string[];
  known: Known;
}

/** A promo of 10 % off the goods, good now, unless said otherwise. */
export function promoOf(code: string, change: Partial<Promo> = {}): Promo {
  const discount = { kind: 'percent', basisPoints: 1000 } as const;
  return { id: `id-${code}`, code, enabled: true, target: 'goods', discount, valid: true, ...change };
}

/** A member of a cashback level of 10 % with 878 points. */
export const MEMBER: Member = {
  id: 'member-1',
  name: 'ИВАН',
  photo: 'https://shop.example/1.jpeg',
  birthday: '1990-03-29',
  phone: '79000000001',
  email: 'mail@mail.mail',
  level: { id: 'bonus', title: 'Бонусы', basisPoints: 1000, kind: 'cashback' },
  balance: 878,
};

/** Makes quoting over providers that know just this. */
export function quotingWith(known: Known): TestQuoting {
  const asked: string[] = [];
  const clock = () => NOW;
  const answer = async <T>(call: string, given: T | Error | 'hangs'): Promise<T> => {
    asked.push(call);
    if (given instanceof Error) throw given;
    if (given === 'hangs') return new Promise<never>(() => {});
    return given as T;
  };
  const gift = {
    check: (code: string) => {
      const worth = known.gifts?.[code] ?? { found: false as const };
      const found =
        typeof worth === 'number'
          ? ({ found: true, usable: true, status: 'active', amount: worth, currency: 'RUB' } as const)
          : worth;
      return answer<GiftCheck>(`check ${code}`, found);
    },
  };
  const promos =
    known.promos && createPromoIndex({ provider: { list: () => answer('list', known.promos ?? []) }, clock });
  const points = {
    identify: (search: string) => {
      const { member = MEMBER } = known;
      const found = member instanceof Error || member === 'hangs' ? member : ({ found: true, member } as const);
      return answer<MemberSearch>(`identify ${search}`, found);
    },
    calculate: ({ memberId, amount }: { memberId: string; amount: number }) => {
      const { calculation = {} } = known;
      const usual = { maxSpend: 878, earn: amount / 1000, basisPoints: 1000, kind: 'cashback' } as const;
      const sum = calculation instanceof Error || calculation === 'hangs' ? calculation : { ...usual, ...calculation };
      return answer<PointsCalculation>(`calculate ${memberId} ${amount}`, sum);
    },
  };
  return {
    asked,
    known,
    options: {
      currency: 'RUB',
      maxGiftCodes: 5,
      quoteFor: 60_000,
      quoteWithin: 200,
      remainder: 'reissue',
      stacking: { goodsPromos: 1, deliveryPromos: 1, pointsWithPromo: true },
      pointValue: 100,
      clock,
      newId: () => 'q1',
      gifts: known.gifts && createGiftLookUp({ provider: gift, clock, isPromo: () => false }),
      promos,
      members: (known.member ?? known.calculation) && createMemberLookUp(points, clock),
      refusedUses: known.refusedUses,
      ...known.rules,
    },
  };
}
