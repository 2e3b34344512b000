import { isPerksError } from '@checkout-perks/core/errors';
import type { Issuer } from '@checkout-perks/issuer';
import { DEMO_LEVELS, DEMO_MEMBERS } from './demo-members.ts';
import { DEMO_PROMOS } from './demo-promos.ts';

/** Ids of the demo's account, site, programme and point of sale at its issuer. */
export const STOCK = { userId: 1001, siteId: 1001, programId: 'mint-and-linen', pointId: 'online' } as const;

/**
 * Creates the demo's promo codes and members. It is idempotent: it continues where an earlier start ended, and adds what a
 * newer version of the shop needs.
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
    // This code must be used up. If it already is, Mottor's checkout refuses and nothing changes.
    if (note === 'usedUp') await mottor.checkOut({ siteId, code: promo.code, goods: 350_000 });
  }

  await unlessTaken('programId', loyalClient.createProgram({ programId, apiKey: keys.pointsKey }));
  await unlessTaken('pointId', loyalClient.createPoint({ programId, pointId }));
  for (const level of DEMO_LEVELS) await unlessTaken('levelId', loyalClient.createLevel({ programId, ...level }));
  for (const { note, ...member } of DEMO_MEMBERS) await unlessTaken('memberId', loyalClient.createMember(member));
}

/** Waits until something is created, and ignores the error if it already exists. */
async function unlessTaken(option: string, making: Promise<unknown>): Promise<void> {
  try {
    await making;
  } catch (thrown) {
    if (!isPerksError(thrown) || thrown.code !== 'CONFIGURATION' || thrown.details?.option !== option) throw thrown;
  }
}
