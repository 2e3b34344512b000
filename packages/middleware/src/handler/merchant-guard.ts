import { createHash, timingSafeEqual } from 'node:crypto';
import { PerksError } from '@checkout-perks/core/errors';

/** Refuses whoever does not bring the secret. @throws `UNAUTHORIZED` */
export type MerchantGuard = (request: Request) => void;

/**
 * Makes the guard of the merchant's routes. The comparison takes the same time wherever the secrets differ, and whatever
 * their lengths.
 */
export function createMerchantGuard(secret: string): MerchantGuard {
  const expected = digest(secret);
  return (request) => {
    const [, given = ''] = /^Bearer +(.+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    if (!timingSafeEqual(digest(given), expected)) throw new PerksError('UNAUTHORIZED');
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
