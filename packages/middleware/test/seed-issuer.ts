import type { Issuer, NewMember, PromoInput } from '@checkout-perks/issuer';
import { API_KEY, LOYALTY, MOTTOR } from './offer-perks.ts';

/** A member to be. Points are whole ones. */
export interface NewShopMember extends Omit<NewMember, 'levelId'> {
  /** `cashback`: 10 % back, points pay all; `silver`: 3 % back, points pay up to 30 %; `discount`: 7 % off, no points. */
  level?: 'cashback' | 'silver' | 'discount';
}

/** Puts things into the issuer's books that a shop's providers then show. */
export interface IssuerSeeds {
  /** The shop's site at V-DAR. */
  siteId: string;
  /** Adds a promo, 10 % off the goods and enabled unless said otherwise. @returns Its id */
  newPromo(promo: PromoInput): Promise<string>;
  /** @returns The member's id */
  newMember(member: NewShopMember): Promise<string>;
}

/** Opens the shop's accounts at all three providers. */
export async function seedIssuer(issuer: Issuer, balance: number): Promise<IssuerSeeds> {
  const { mottor, loyalClient } = issuer.control;
  const { siteId } = await issuer.createMerchant({ login: 'shop', currency: 'RUB', balance, apiKey: API_KEY });
  await mottor.createAccount({ userId: MOTTOR.userId, apiKey: MOTTOR.apiKey });
  await mottor.createSite({ userId: MOTTOR.userId, siteId: MOTTOR.siteId });

  const { programId } = await loyalClient.createProgram({ apiKey: LOYALTY.apiKey });
  await loyalClient.createPoint({ programId, pointId: LOYALTY.point });
  const cashback = { programId, type: 'cashback' } as const;
  await loyalClient.createLevel({ ...cashback, levelId: 'cashback', title: 'Бонусы', percent: 10 });
  await loyalClient.createLevel({ ...cashback, levelId: 'silver', title: 'Серебро', percent: 3, maxSpendPercent: 30 });
  await loyalClient.createLevel({ programId, type: 'discount', levelId: 'discount', title: 'Скидка', percent: 7 });

  return {
    siteId,
    async newPromo(promo) {
      const percent = { bonus_amount: 10, bonus_amount_is_in_percentages: true };
      const amount = promo.bonus_amount === undefined ? percent : {};
      const added = { is_enabled: true, ...amount, ...promo };
      const { promoIds } = await mottor.addPromos({ siteId: MOTTOR.siteId, promos: [added] });
      return String(promoIds[0]);
    },
    async newMember({ level = 'cashback', ...member }) {
      const { memberId } = await loyalClient.createMember({ levelId: level, ...member });
      return memberId;
    },
  };
}
