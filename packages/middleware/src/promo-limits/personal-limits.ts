import { isPerksError } from '@checkout-perks/core/errors';
import type { PromoProvider } from '@checkout-perks/core/providers';
import { PromosRefused } from './promos-refused.ts';
import type { QuotedPromo } from './quoted-promo.ts';

/**
 * Completes promos by whether they are good once per person.
 *
 * @throws {PromosRefused} when that cannot be found out: such a promo could be used again and again
 */
export type PersonalLimits = (promos: readonly QuotedPromo[]) => Promise<QuotedPromo[]>;

/** How long what a provider said of a promo is gone by, ms. */
const KNOWN_FOR = 5 * 60_000;
/** Most promos that are remembered. */
const MOST = 10_000;

/** Makes the look-up of limits per person, for providers whose lists do not show them. */
export function createPersonalLimits(provider: PromoProvider | undefined, clock: () => number): PersonalLimits {
  const known = new Map<string, { once: boolean; until: number }>();

  async function isOnce({ promoId, oncePerPerson }: QuotedPromo): Promise<boolean> {
    if (oncePerPerson || !provider?.oncePerPerson) return oncePerPerson;
    const said = known.get(promoId);
    if (said && said.until > clock()) return said.once;
    const once = await provider.oncePerPerson(promoId);
    if (known.size >= MOST) known.clear();
    known.set(promoId, { once, until: clock() + KNOWN_FOR });
    return once;
  }

  return (promos) =>
    Promise.all(
      promos.map(async (promo) => {
        try {
          return { ...promo, oncePerPerson: await isOnce(promo) };
        } catch (thrown) {
          if (!isPerksError(thrown)) throw thrown;
          throw new PromosRefused(new Map([[promo.promoId, 'discount_code_unavailable']]));
        }
      }),
    );
}
