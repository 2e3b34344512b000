import { isPerksError } from '@checkout-perks/core/errors';
import type { Issuer } from '@checkout-perks/issuer';
import { DEMO_LEVELS, DEMO_MEMBERS } from './demo-members.ts';
import { DEMO_PROMOS } from './demo-promos.ts';

/** The names by which the demo's account, site, programme and point of sale are known at its issuer. */
export const STOCK = { userId: 1001, siteId: 1001, programId: 'mint-and-linen', pointId: 'online' } as const;

/**
 * Puts the demo's promo codes and members into the books. What is there already stays as it is, so it goes on where an
 * earlier start has ended, and adds what a newer version of the shop brings along.
 */
export async function stockIssuer(
  { control: { mottor, loyalClient } }: Pick<Issuer, 'control'>,
  keys: { promoKey: string; pointsKey: string },
): Promise<void> {
  const { userId, siteId, programId, pointId } = STOCK;

  await unlessTaken('userId', mottor.createAccount({ userId, apiKey: keys.promoKey }));
  await unlessTaken('siteId', mottor.createSite({ userId, siteId }));
  for (const { note, works, ...promo } of DEMO_PROMOS) {
    await unlessTaken('promos', mottor.addPromos({ siteId, promos: [promo] }));
    // Somebody has to have used it; where it is used up already, Mottor's checkout refuses.
    if (note === 'usedUp') await mottor.checkOut({ siteId, code: promo.code, goods: 350_000 });
  }

  await unlessTaken('programId', loyalClient.createProgram({ programId, apiKey: keys.pointsKey }));
  await unlessTaken('pointId', loyalClient.createPoint({ programId, pointId }));
  for (const level of DEMO_LEVELS) await unlessTaken('levelId', loyalClient.createLevel({ programId, ...level }));
  for (const { note, ...member } of DEMO_MEMBERS) await unlessTaken('memberId', loyalClient.createMember(member));
}

/** Waits for something to be made; that it was made before is as good. */
async function unlessTaken(option: string, making: Promise<unknown>): Promise<void> {
  try {
    await making;
  } catch (thrown) {
    if (!isPerksError(thrown) || thrown.code !== 'CONFIGURATION' || thrown.details?.option !== option) throw thrown;
  }
}
