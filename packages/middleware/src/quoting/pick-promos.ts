import type { Cart } from '@checkout-perks/core/contract';
import type { RejectionReason } from '@checkout-perks/core/perks';
import { choosePromos, type PromoTerms } from '@checkout-perks/core/pricing';
import { andThen, type NowOrLater } from '../looking-up/now-or-later.ts';
import { type ResolvedCode, turnedDown, type UsablePromo } from '../looking-up/resolve-codes.ts';
import type { QuotingOptions } from './quoting-options.ts';

/** Which of the promos apply. */
export interface PickedPromos {
  /** The typed codes, with those promos rejected that do not apply. */
  codes: ResolvedCode[];
  /** The others, in the order in which they apply. */
  applied: UsablePromo[];
}

/**
 * Picks the promos that apply to a cart: those with a use left for this customer, as many as may meet, the better ones for the
 * shopper first.
 */
export function pickPromos(
  { stacking, refusedUses }: Pick<QuotingOptions, 'stacking' | 'refusedUses'>,
  cart: Cart,
  codes: readonly ResolvedCode[],
  customer: string | undefined,
): NowOrLater<PickedPromos> {
  const typed = codes.filter(isPromo);
  // Not only of those that are known to be limited: a list may not show that a promo is good once per person.
  const promos = typed.map(({ promo }) => promo);
  const refused = (promos.length > 0 && refusedUses?.(promos, customer)) || NONE;
  return andThen(refused, (reasons) => pickFrom(stacking, cart, codes, typed, reasons));
}

const NONE: ReadonlyMap<string, RejectionReason> = new Map();

function pickFrom(
  stacking: QuotingOptions['stacking'],
  cart: Cart,
  codes: readonly ResolvedCode[],
  typed: readonly UsablePromo[],
  refused: ReadonlyMap<string, RejectionReason>,
): PickedPromos {
  const usable = typed.filter(({ promo }) => !refused.has(promo.id));
  const { applied, rejected } = choosePromos(cart, usable.map(termsOf), stacking);

  if (rejected.length === 0 && refused.size === 0) return { codes: [...codes], applied: inOrderOf(applied, usable) };

  const answers = new Map(
    rejected.map(({ index, reason, kept }) => [
      usable[index],
      { reason, kept: kept === undefined ? undefined : usable[kept]?.code },
    ]),
  );
  return {
    codes: codes.map((code) => {
      if (!isPromo(code)) return code;
      const reason = refused.get(code.promo.id) ?? answers.get(code)?.reason;
      if (reason === undefined) return code;
      const kept = answers.get(code)?.kept;
      return { ...turnedDown(code, reason), ...(kept === undefined ? {} : { kept }) };
    }),
    applied: inOrderOf(applied, usable),
  };
}

function inOrderOf(indexes: readonly number[], usable: readonly UsablePromo[]): UsablePromo[] {
  return indexes.flatMap((index) => usable[index] ?? []);
}

/** What a promo takes off, as the sum needs it. */
export function termsOf({ code, promo }: UsablePromo): PromoTerms {
  return { label: code, target: promo.target, discount: promo.discount };
}

function isPromo(code: ResolvedCode): code is UsablePromo {
  return code.kind === 'promo' && code.status === 'usable';
}
