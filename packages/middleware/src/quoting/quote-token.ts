import { createSecretKey, hash } from 'node:crypto';
import type { Cart, Quote } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import * as z from 'zod/mini';
import type { LoyaltySession } from '../loyalty/loyalty-session.ts';
import { decryptCompact, encryptCompact } from '../secrets/compact-jwe.ts';
import { derive } from '../secrets/sealer.ts';
import type { QuotedCart } from './quoted-cart.ts';

/** What a token says, once it has proved to be ours. */
export interface QuoteClaims {
  /** Fingerprint of the cart that was quoted. */
  cart: string;
  /** Fingerprint of what was in it, whatever it cost. */
  items: string;
  /** The codes that paid, as they are looked up. */
  codes: string[];
  /** Whose points, and how many the shopper saw being spent. */
  loyalty?: { session: LoyaltySession; spend: number };
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
  issue(cart: Cart, quoted: QuotedCart): string;
  /** Reads a token, also one made under a previous secret. @throws `QUOTE_INVALID` when it is not ours */
  read(token: string): Promise<QuoteClaims>;
}

const session = z.object({ search: z.string(), hint: z.string() });

const claims = z.object({
  cart: z.string(),
  items: z.string(),
  codes: z.array(z.string()),
  loyalty: z.optional(
    z.object({
      session: z.discriminatedUnion('confirmed', [
        z.extend(session, { confirmed: z.literal(false) }),
        z.extend(session, { confirmed: z.literal(true), memberId: z.string() }),
      ]),
      spend: z.int(),
    }),
  ),
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
  const keys = secrets.map((secret) => createSecretKey(derive(secret, 'quote-token')));
  const [current] = keys;
  if (!current) throw new PerksError('CONFIGURATION', { details: { option: 'secret' } });

  return {
    issue(cart, { quote, codes, loyalty }) {
      const { total, amountDue } = quote;
      const exp = Math.floor(Date.parse(quote.expiresAt) / 1000);
      const carts = { cart: fingerprintCart(cart), items: fingerprintItems(cart) };
      const said: z.input<typeof claims> = { ...carts, codes, loyalty, total, amountDue, exp };
      return encryptCompact(current, JSON.stringify(said));
    },

    async read(token) {
      for (const key of keys) {
        const text = decryptCompact(key, token);
        if (text === undefined) continue;
        const { success, data } = claims.safeParse(parsed(text));
        if (!success) break;
        // An expired token still tells which codes to price afresh.
        const { exp, loyalty, ...known } = data;
        return { ...known, ...(loyalty ? { loyalty } : {}), expired: exp * 1000 <= clock() };
      }
      throw new PerksError('QUOTE_INVALID');
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A hash of what a cart costs: currency, lines and delivery, without their titles. */
export function fingerprintCart(cart: Cart): string {
  const lines = cart.lines.map(({ id, quantity, unitPrice, noPoints }) => [
    id,
    quantity,
    unitPrice,
    ...(noPoints ? [true] : []),
  ]);
  const text = JSON.stringify([cart.currency, lines, cart.delivery?.price ?? 0]);
  return hash('sha256', text, 'base64url');
}

/** A hash of what is in a cart, whatever it costs. */
export function fingerprintItems(cart: Cart): string {
  const text = JSON.stringify([cart.lines.map(({ id, quantity }) => [id, quantity]), cart.delivery !== undefined]);
  return hash('sha256', text, 'base64url').slice(0, 22);
}

/** Tells whether two quotes ask the same of the shopper. */
export function samePrice(claimed: QuoteClaims, quote: Quote): boolean {
  return claimed.total === quote.total && claimed.amountDue === quote.amountDue && spentOf(claimed) === pointsOf(quote);
}

/** Tells whether a quote asks no more of the shopper than the one they saw: neither money nor gift codes nor points. */
export function noWorsePrice(claimed: QuoteClaims, quote: Quote): boolean {
  return quote.total <= claimed.total && quote.amountDue <= claimed.amountDue && pointsOf(quote) <= spentOf(claimed);
}

function spentOf({ loyalty }: QuoteClaims): number {
  return loyalty?.spend ?? 0;
}

function pointsOf({ loyalty }: Quote): number {
  return loyalty?.spend ?? 0;
}
