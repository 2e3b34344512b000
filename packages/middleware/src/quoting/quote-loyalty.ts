import type { QuoteLoyalty } from '@checkout-perks/core/contract';
import { isPerksError } from '@checkout-perks/core/errors';
import type { Price, PricedPerks, PromoTerms } from '@checkout-perks/core/pricing';
import type { LevelKind, MemberSearch } from '@checkout-perks/core/providers';
import type { Deadlines } from '../looking-up/deadline.ts';
import { type LoyalPurchase, resolveLoyalty } from '../looking-up/resolve-loyalty.ts';
import type { LoyaltySession } from '../loyalty/loyalty-session.ts';
import type { QuoteInput } from './quote-input.ts';
import type { QuotedPoints } from './quoted-cart.ts';
import type { QuotingOptions } from './quoting-options.ts';

/** What loyalty does on a quote. */
export interface LoyaltyPart {
  /** What it takes off the sum. */
  perks: Pick<PricedPerks, 'level' | 'points'>;
  /** What came of it, once the sum is known. */
  outcome(price: Price): LoyaltyOutcome;
}

export interface LoyaltyOutcome {
  shown: QuoteLoyalty;
  /** Absent where nobody may be told what the purchase brings. */
  earn?: number;
  points?: QuotedPoints;
  /** What the quote's token carries. */
  carried?: { session: LoyaltySession; spend: number };
}

/** What {@link askLoyalty} goes on with once the codes are known: what is left of the goods, and the promos that apply. */
export type LoyaltyAsked = (pointsBase: number, promos: readonly PromoTerms[]) => Promise<LoyaltyPart>;

/**
 * Asks about the member at once, and about the purchase when it is known.
 *
 * Of a session that is not confirmed nothing is asked for a preview, and nothing shown: known and unknown numbers answer alike,
 * in the same time. For an order its member is looked for, so that they earn.
 */
export function askLoyalty(options: QuotingOptions, input: QuoteInput, deadlines: Deadlines): LoyaltyAsked | undefined {
  const { members, pointValue, stacking } = options;
  const { loyalty, preview = false } = input;
  if (!members || !loyalty) return undefined;
  const { session, spend } = loyalty;
  if (session === 'expired') return async () => onlyShown({ state: 'expired', hint: '', spend: 0, amount: 0 });

  const nothing = { hint: session.hint, spend: 0, amount: 0 };
  const ask = preview ? members.glance : members.now;
  // An order that takes no points can do without the programme; a preview has until its own end.
  const deadline = preview || spend !== 0 ? deadlines.points : deadlines.extras;
  let found: Promise<MemberSearch> | undefined;
  const identify = () => {
    found ??= deadline.within(ask.identify(session.search));
    found.catch(() => {});
    return found;
  };

  if (!session.confirmed) {
    if (!preview) identify();
    return async (pointsBase) => {
      const member = preview ? undefined : await earning(identify);
      const points = member && { ...member, confirmed: false, purchase: pointsBase, spend: 0, amount: 0, earn: 0 };
      return onlyShown({ state: 'confirm', ...nothing }, { session, spend: 0 }, points);
    };
  }

  if (preview) identify();
  return async (pointsBase, promos) => {
    const verdict = await resolveLoyalty({
      memberId: session.memberId,
      amount: pointsBase,
      identify,
      calculate: (request) => deadline.within(ask.calculate(request)),
      show: preview,
    });
    if (verdict.state === 'unavailable') return onlyShown({ ...nothing, ...verdict }, { session, spend: 0 });
    if (verdict.state === 'expired') return onlyShown({ ...nothing, ...verdict });
    const goodsPromo = promos.some(({ target }) => target === 'goods');
    const allowed = goodsPromo && !stacking.pointsWithPromo ? 0 : verdict.maxSpend;
    const max = Math.min(allowed, Math.floor(pointsBase / pointValue));
    return identifiedPart({ session, spend, verdict, max, allowed, pointValue, hint: session.hint });
  };
}

interface Identified {
  session: LoyaltySession & { confirmed: true };
  spend: number | 'max';
  verdict: LoyalPurchase;
  /** The most points that can be spent. */
  max: number;
  /** The most that the provider and the shop allow. */
  allowed: number;
  pointValue: number;
  hint: string;
}

function identifiedPart({ session, spend, verdict, max, allowed, pointValue, hint }: Identified): LoyaltyPart {
  const { kind, basisPoints, title = '', member } = verdict;
  const label = title || hint;
  return {
    perks: {
      ...(kind === 'discount' ? { level: { label, basisPoints } } : {}),
      ...(max > 0 && spend !== 0 ? { points: { label: hint, spend, max: allowed, pointValue } } : {}),
    },
    outcome(price) {
      const { spend: spent = 0, amount: paid = 0 } = price.points ?? {};
      const amount = paid + (price.steps.find((step) => step.kind === 'level')?.amount ?? 0);
      // By the provider's document a purchase takes points or brings them, never both.
      const earn = spent > 0 ? 0 : verdict.earn;
      const { memberId } = session;
      return {
        shown: {
          state: 'identified',
          hint,
          ...(member ? { member } : {}),
          maxSpend: max,
          spend: spent,
          amount,
          earn,
        },
        earn,
        points: { memberId, confirmed: true, kind, purchase: price.pointsBase, spend: spent, amount, earn },
        // What the shopper saw, not what they asked for: "as many as can be" may be another number by then.
        carried: { session, spend: spent },
      };
    },
  };
}

function onlyShown(shown: QuoteLoyalty, carried?: LoyaltyOutcome['carried'], points?: QuotedPoints): LoyaltyPart {
  const outcome = { shown, ...(carried ? { carried } : {}), ...(points ? { points } : {}) };
  return { perks: {}, outcome: () => outcome };
}

/** Who earns on the order; nobody where no such member is found or the provider cannot be asked. */
async function earning(
  identify: () => Promise<MemberSearch>,
): Promise<{ memberId: string; kind: LevelKind } | undefined> {
  try {
    const found = await identify();
    return found.found ? { memberId: found.member.id, kind: found.member.level.kind } : undefined;
  } catch (thrown) {
    if (!isPerksError(thrown)) throw thrown;
    return undefined;
  }
}
