import type { GiftCheck, GiftProvider } from '@checkout-perks/core/providers';
import { createBriefCache } from './brief-cache.ts';
import type { NowOrLater } from './now-or-later.ts';

/** Looks gift codes up. */
export interface GiftLookUp {
  /** Asks the provider; glances then go by its answer. @throws `GIFT_CODE_MALFORMED`, `PROVIDER_*` */
  check(code: string): Promise<GiftCheck>;
  /** What the provider said a moment ago, for quotes; an order never goes by it. */
  glance(code: string): NowOrLater<GiftCheck>;
  /** Forgets a code that an order has just tried to spend. */
  forget(code: string): void;
}

/** What looking up needs. */
export interface GiftLookUpOptions {
  provider: Pick<GiftProvider, 'check'>;
  clock: () => number;
  /** Whether a code is a promo of the shop: such a code is typed by many, and hardly ever a gift code too. */
  isPromo: (code: string) => boolean;
}

/** How long an answer is good for quotes, ms. A shopper who changes the cart asks anew at once, and not only once. */
const MOMENT = 2000;
/** How long it is believed that a promo's code is no gift code, ms. */
const NO_GIFT = 300_000;
const MOST = 2000;

/** Makes the look-up. Wrong codes are counted by their answers, so that remembering answers gives nobody more guesses. */
export function createGiftLookUp({ provider, clock, isPromo }: GiftLookUpOptions): GiftLookUp {
  const cache = createBriefCache<GiftCheck>({
    keepFor: (found, code) => (!found.found && isPromo(code) ? NO_GIFT : MOMENT),
    most: MOST,
    clock,
  });
  const check = async (code: string) => provider.check(code);
  return {
    check: (code) => cache.renew(code, () => check(code)),
    glance: (code) => cache.get(code, () => check(code)),
    forget: (code) => cache.forget((key) => key === code),
  };
}
