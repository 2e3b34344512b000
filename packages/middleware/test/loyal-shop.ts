import { until } from '@checkout-perks/test-kit/until';
import { expect } from 'vitest';
import type { Perks } from '../src/index.ts';
import { type SentCode, type Shop, type ShopOptions, startShop } from './start-shop.ts';

/** A member with everything that the provider can know of somebody. */
export const ANNA = {
  phone: '79123456789',
  card: '2000000000011',
  appCode: '482913',
  name: 'АННА ИВАНОВА',
  birthday: '1990-03-29',
  email: 'anna@mail.example',
  photo: 'https://photos.example/anna.jpeg',
  balance: 878,
};
/** Nobody's phone. */
export const STRANGER = '79998887766';

/** Starts a shop that offers loyalty points, with one member. */
export async function startLoyalShop(options: ShopOptions = {}): Promise<Shop & { memberId: string }> {
  const shop = await startShop({ perks: ['gift', 'points'], ...options });
  return Object.assign(shop, { memberId: await shop.newMember(ANNA) });
}

/** Waits for the next one-time code after so many that were sent before. */
export async function nextCode(shop: Shop, before = 0): Promise<SentCode> {
  return until(() => shop.sent[before]);
}

/** Waits until the provider was asked about so many people. What comes of it may not have happened yet. */
export async function lookedUp(shop: Shop, times: number): Promise<void> {
  await until(() => shop.proxy.count('member') >= times);
  expect(shop.proxy.count('member')).toBe(times);
}

/**
 * Waits until the provider was asked about so many people, then closes the instances, which ends the work behind their answers.
 *
 * @param instances Every one that sends codes
 * @returns All codes that were sent
 */
export async function sentInAll(
  shop: Shop,
  times: number,
  instances: readonly { perks: Perks }[] = [shop],
): Promise<SentCode[]> {
  await lookedUp(shop, times);
  for (const { perks } of instances) await perks.close();
  return shop.sent;
}

/** Another code than this one. */
export function wrongFor(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
