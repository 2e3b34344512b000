import type { RejectionReason } from '@checkout-perks/core/perks';
import type { Promo } from '@checkout-perks/core/providers';
import type { Journal } from '../journal/journal.ts';
import type { NowOrLater } from '../looking-up/now-or-later.ts';
import { customerName } from './persons-of.ts';
import { countUses, promoKey } from './promo-uses.ts';

/**
 * Tells which promos have no use left for this customer, beyond what their provider has counted.
 *
 * @returns Reasons by the promos' ids
 */
export type RefusedUses = (
  promos: readonly Promo[],
  customer: string | undefined,
) => NowOrLater<ReadonlyMap<string, RejectionReason>>;

/**
 * Tells, for quotes, which promos have no use left beside those that our orders hold. It locks nothing: what is left is
 * decided when the order is reserved.
 *
 * @param provider Name of the provider of promos
 */
export function createRefusedUses({ read, sealer }: Journal, provider: string): RefusedUses {
  async function look(promos: readonly Promo[], customer: string | undefined) {
    const persons = customer === undefined ? [] : sealer.fingerprints(customerName(customer));
    const refused = new Map<string, RejectionReason>();
    for (const { id, limit, used = 0, oncePerPerson } of promos) {
      const promo = promoKey(provider, id);
      if (limit !== undefined && (await countUses(read, promo)) + used >= limit) {
        refused.set(id, 'discount_code_exhausted');
      } else if (oncePerPerson !== false && persons.length > 0) {
        const known = await read
          .selectFrom('perks_promo_person')
          .select('order_id')
          .where('promo', '=', promo)
          .where('person', 'in', persons)
          .executeTakeFirst();
        if (known) refused.set(id, 'discount_code_user_ineligible');
      }
    }
    return refused;
  }

  return (promos, customer) => {
    // Nothing limits them that our orders could have used up.
    const isFree = customer === undefined && promos.every(({ limit }) => limit === undefined);
    return isFree ? new Map() : look(promos, customer);
  };
}
