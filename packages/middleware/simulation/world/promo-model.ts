import type { Promo, PromoProvider } from '@checkout-perks/core/providers';
import type { Script } from '../scripts/script.ts';
import type { Machine } from './machine.ts';
import type { VirtualTime } from './virtual-time.ts';
import { TIMEOUT, type Wire } from './wire.ts';

/** The provider of promo codes: it counts uses in its own checkout only, and its count lags behind. */
export interface PromoModel {
  /** Somebody uses a promo in the provider's own checkout. */
  use(promo: number): void;
  /** How often the provider has counted the n-th promo. */
  used(promo: number): number;
  providerFor(machine: Machine): PromoProvider;
}

/** The code of the n-th promo of a history. */
export function promoCode(index: number): string {
  return `SALE${index}`;
}

/** Makes the provider of promo codes. */
export function createPromoModel(script: Script, time: VirtualTime, wire: Wire): PromoModel {
  const uses = script.promos.map((): number[] => []);

  function answerOf(index: number): Promo[] {
    const promo = script.promos[index];
    if (!promo) return [];
    const counted = uses[index]?.filter((at) => at + script.providers.countLag <= time.now()).length ?? 0;
    return [
      {
        id: String(index + 1),
        code: promoCode(index),
        enabled: true,
        target: promo.target,
        discount: promo.discount,
        ...(promo.limit === undefined ? {} : { limit: promo.limit }),
        used: counted,
        valid: promo.limit === undefined || counted < promo.limit,
      },
    ];
  }

  return {
    use(index) {
      const promo = script.promos[index];
      const own = uses[index];
      // Its own checkout knows the true count at once.
      if (promo && own && (promo.limit === undefined || own.length < promo.limit)) own.push(time.now());
    },
    used: (index) => uses[index]?.length ?? 0,
    providerFor: (machine) => ({
      name: 'promos',
      timeoutMs: TIMEOUT,
      list: () => wire.call(machine, 'list', () => script.promos.flatMap((_, index) => answerOf(index))),
      uses: async () => [],
      oncePerPerson: (id) => wire.call(machine, 'promo', () => script.promos[Number(id) - 1]?.oncePerPerson === true),
    }),
  };
}
