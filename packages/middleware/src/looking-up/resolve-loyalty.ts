import type { Member } from '@checkout-perks/core/contract';
import { isPerksError } from '@checkout-perks/core/errors';
import type { LevelKind, MemberSearch, PointsCalculation } from '@checkout-perks/core/providers';
import { memberView } from '../loyalty/member-view.ts';

/** A confirmed member on this purchase. */
export interface LoyalPurchase {
  state: 'identified';
  /** As their proven owner may see them. */
  member?: Member;
  kind: LevelKind;
  /** Hundredths of a percent that a `discount` level takes off this purchase. */
  basisPoints: number;
  /** How the level's step is shown, when the provider was asked for it. */
  title?: string;
  /** The most points that this purchase can take. */
  maxSpend: number;
  /** Points that it brings when none are spent. */
  earn: number;
}

/** What the loyalty programme says of a purchase; or that it cannot be asked, or that the session is nobody's any more. */
export type LoyaltyVerdict = LoyalPurchase | { state: 'unavailable' } | { state: 'expired' };

/** How a purchase is looked at. */
export interface LoyaltyQuestion {
  memberId: string;
  /** Goods that loyalty can act on, minor units. */
  amount: number;
  /** Finds the member by what they were confirmed with. */
  identify: () => Promise<MemberSearch>;
  calculate: (request: { memberId: string; amount: number }) => Promise<PointsCalculation>;
  /** Whether the member is shown; an order shows nobody, and its quote is kept. */
  show: boolean;
}

/** Asks what a purchase means to a confirmed member. A provider that is down makes loyalty unavailable, never the quote. */
export async function resolveLoyalty(question: LoyaltyQuestion): Promise<LoyaltyVerdict> {
  const { memberId, amount, show } = question;
  try {
    const asked = show ? question.identify() : undefined;
    asked?.catch(() => {});
    // Nothing is bought that loyalty could act on: there is nothing to ask about.
    const sum = amount > 0 ? await question.calculate({ memberId, amount }) : undefined;
    const isLevel = sum?.kind === 'discount';
    const found = await (asked ?? (isLevel ? question.identify() : undefined));
    if (found && !(found.found && found.member.id === memberId)) return { state: 'expired' };
    const member = found?.member;
    return {
      state: 'identified',
      kind: sum?.kind ?? member?.level.kind ?? 'unknown',
      basisPoints: isLevel ? sum.basisPoints : 0,
      maxSpend: sum?.kind === 'cashback' ? wholePoints(sum.maxSpend) : 0,
      earn: wholePoints(sum?.earn ?? 0),
      ...(member ? { title: member.level.title } : {}),
      ...(member && show ? { member: memberView(member) } : {}),
    };
  } catch (thrown) {
    if (!isPerksError(thrown)) throw thrown;
    return { state: thrown.code === 'MEMBER_NOT_FOUND' ? 'expired' : 'unavailable' };
  }
}

function wholePoints(points: number): number {
  return Math.max(0, Math.floor(points));
}
