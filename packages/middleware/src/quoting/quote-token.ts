import { createHash } from 'node:crypto';
import type { Cart, Quote } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { EncryptJWT, jwtDecrypt } from 'jose';
import * as z from 'zod/mini';
import { derive } from '../journal/sealer.ts';
import type { QuotedCart } from './quote-cart.ts';

/** What a token says, once it has proved to be ours. */
export interface QuoteClaims {
  /** Fingerprint of the cart that was quoted. */
  cart: string;
  /** The codes that paid, as they are looked up. */
  codes: string[];
  total: number;
  amountDue: number;
  expired: boolean;
}

/**
 * Stands for a quote between the browser and the order. It is encrypted, not only signed, because it carries gift codes
 * through forms and logs of the shop (`docs/decisions/0004-encrypted-quote-token.md`).
 */
export interface QuoteTokens {
  /** Makes the token of a quote. */
  issue(cart: Cart, quoted: QuotedCart): Promise<string>;
  /** Reads a token, also one made under a previous secret. @throws `QUOTE_INVALID` when it is not ours */
  read(token: string): Promise<QuoteClaims>;
}

const claims = z.object({
  cart: z.string(),
  codes: z.array(z.string()),
  total: z.int(),
  amountDue: z.int(),
  exp: z.int(),
});

/**
 * Makes and reads quote tokens (JWE, `dir` with A256GCM).
 *
 * @param secrets The current secret first, then those it replaced
 */
export function createQuoteTokens(secrets: readonly string[], clock: () => number): QuoteTokens {
  const keys = secrets.map((secret) => derive(secret, 'quote-token'));

  return {
    issue(cart, { quote, gifts }) {
      const [key] = keys;
      if (!key) throw new PerksError('CONFIGURATION', { details: { option: 'secret' } });
      return new EncryptJWT({
        cart: fingerprintCart(cart),
        codes: gifts.map((gift) => gift.code),
        total: quote.total,
        amountDue: quote.amountDue,
      })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(Date.parse(quote.expiresAt) / 1000))
        .encrypt(key);
    },

    async read(token) {
      for (const key of keys) {
        try {
          // The expiry is looked at by the caller: an expired token still tells which codes to price afresh.
          const { payload } = await jwtDecrypt(token, key, {
            keyManagementAlgorithms: ['dir'],
            contentEncryptionAlgorithms: ['A256GCM'],
            currentDate: new Date(0),
          });
          const { exp, ...known } = claims.parse(payload);
          return { ...known, expired: exp * 1000 <= clock() };
        } catch {
          // Made under another secret, or not by us at all.
        }
      }
      throw new PerksError('QUOTE_INVALID');
    },
  };
}

/** A hash of what a cart costs: currency, lines and delivery, without their titles. */
export function fingerprintCart(cart: Cart): string {
  const lines = cart.lines.map(({ id, quantity, unitPrice }) => [id, quantity, unitPrice]);
  const text = JSON.stringify([cart.currency, lines, cart.delivery?.price ?? 0]);
  return createHash('sha256').update(text).digest('base64url');
}

/** Tells whether two quotes ask the same of the shopper. */
export function samePrice(claimed: QuoteClaims, quote: Quote): boolean {
  return claimed.total === quote.total && claimed.amountDue === quote.amountDue;
}
