import { expect } from 'vitest';
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
  await expect.poll(() => shop.sent.length, { timeout: 5000 }).toBeGreaterThan(before);
  return shop.sent[before] ?? expect.unreachable();
}

/** Waits until so many codes were sent, and then a little for more of them. */
export async function expectSent(shop: Shop, times: number): Promise<void> {
  await expect.poll(() => shop.sent.length, { timeout: 10_000 }).toBe(times);
  await new Promise((done) => setTimeout(done, 150));
  expect(shop.sent).toHaveLength(times);
}

/** Waits until the provider was asked about so many people, and then a little for what comes of it. */
export async function lookedUp(shop: Shop, times: number): Promise<void> {
  await expect.poll(() => shop.proxy.count('member'), { timeout: 10_000 }).toBe(times);
  await new Promise((done) => setTimeout(done, 150));
}

/** Another code than this one. */
export function wrongFor(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
