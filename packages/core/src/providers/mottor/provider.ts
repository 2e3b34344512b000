import { PerksError } from '../../errors/perks-error.ts';
import { phaseOf } from '../phase-of.ts';
import type { Promo, PromoProvider } from '../promo-provider.ts';
import { createMottorClient, type MottorClientOptions } from './client.ts';
import type { MottorPromo } from './mottor-promo.ts';

/** How the shop's site at Mottor is used for promo codes. */
export interface MottorPromoProviderOptions extends MottorClientOptions {
  /** ms since epoch, for promos of whose validity Mottor says nothing; the system's clock unless given. */
  clock?: () => number;
}

/**
 * Mottor as a provider of promo codes.
 *
 * @throws {PerksError} `CONFIGURATION`, as {@link createMottorClient}
 */
export function createMottorPromoProvider(options: MottorPromoProviderOptions): PromoProvider {
  const client = createMottorClient(options);
  const { clock = Date.now } = options;

  return {
    name: 'mottor',
    timeoutMs: client.timeoutMs,

    async list() {
      const promos = await client.listPromos();
      const now = clock();
      return promos.map((promo) => promoOf(promo, now));
    },

    // Lists lack the flag; a single promo has it.
    async oncePerPerson(promoId) {
      return (await client.getPromo(numberOf(promoId))).personalLimitIsEnabled === true;
    },

    async uses(promoId) {
      const uses = await client.statistics(numberOf(promoId));
      return uses.map(({ id, leadId, discountAmount, currency, createdAt }) => ({
        id: String(id),
        ...(leadId === undefined ? {} : { orderId: String(leadId) }),
        amount: discountAmount,
        currency,
        ...(createdAt === undefined ? {} : { at: createdAt }),
      }));
    },
  };
}

function numberOf(promoId: string): number {
  if (!/^[1-9]\d*$/.test(promoId)) throw new PerksError('INVALID_REQUEST', { details: { path: 'promoId' } });
  return Number(promoId);
}

function promoOf(promo: MottorPromo, now: number): Promo {
  const { startsAt, endsAt, usedCount, personalLimitIsEnabled } = promo;
  const read: Omit<Promo, 'valid'> = {
    id: String(promo.id),
    code: promo.code,
    enabled: promo.isEnabled,
    // Better no discount than a wrong one.
    target: promo.unreadable ? 'unknown' : promo.bonusType,
    discount: promo.bonusAmountIsInPercentages
      ? { kind: 'percent', basisPoints: promo.bonusAmount }
      : { kind: 'fixed', amount: promo.bonusAmount },
    ...(promo.timeLimitIsEnabled && startsAt !== undefined ? { from: startsAt } : {}),
    ...(promo.timeLimitIsEnabled && endsAt !== undefined ? { until: endsAt } : {}),
    ...(promo.quantityLimitIsEnabled ? { limit: promo.quantityLimit } : {}),
    ...(usedCount === undefined ? {} : { used: usedCount }),
    ...(personalLimitIsEnabled === undefined ? {} : { oncePerPerson: personalLimitIsEnabled }),
  };
  return { ...read, valid: promo.isValid ?? phaseOf(read, now) === 'live' };
}
