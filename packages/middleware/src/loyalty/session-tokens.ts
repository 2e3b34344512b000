import { PerksError } from '@checkout-perks/core/errors';
import { EncryptJWT, jwtDecrypt } from 'jose';
import * as z from 'zod/mini';
import { derive } from '../secrets/sealer.ts';
import type { LoyaltySession } from './loyalty-session.ts';

/** A session as its token holds it. */
export interface SealedSession {
  /** Names the one-time code that the session waits for. */
  id: string;
  /** Whether a phone was typed, or a card. */
  phone: boolean;
  session: LoyaltySession;
}

/** Makes and reads sessions. They are encrypted: neither a phone nor an id of the provider can be read from one. */
export interface SessionTokens {
  issue(sealed: SealedSession): Promise<{ token: string; expiresAt: string }>;
  /** Reads a session, also one made under a previous secret. @throws `LOYALTY_SESSION_INVALID`, `LOYALTY_SESSION_EXPIRED` */
  open(token: string): Promise<SealedSession>;
}

const claims = z.object({
  sub: z.string(),
  hint: z.string(),
  jti: z.string(),
  phone: z.boolean(),
  member: z.optional(z.string()),
  exp: z.int(),
});

/** How long a session can be used, ms: as long as a quote. */
const VALID_FOR = 30 * 60_000;
/** Every session is filled up to a multiple of this, bytes, so that its length tells nothing. */
const BLOCK = 256;

/**
 * Makes the sessions' tokens (JWE, `dir` with A256GCM).
 *
 * @param secrets The current secret first, then those it replaced
 */
export function createSessionTokens(secrets: readonly string[], clock: () => number): SessionTokens {
  const keys = secrets.map((secret) => derive(secret, 'loyalty-session'));
  const [current] = keys;
  if (!current) throw new PerksError('CONFIGURATION', { details: { option: 'secret' } });

  return {
    async issue({ id, phone, session }) {
      const exp = Math.floor((clock() + VALID_FOR) / 1000);
      const { search, hint } = session;
      const payload = { sub: search, hint, jti: id, phone, ...(session.confirmed ? { member: session.memberId } : {}) };
      const token = await new EncryptJWT({ ...payload, pad: padding(payload) })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(exp)
        .encrypt(current);
      return { token, expiresAt: new Date(exp * 1000).toISOString() };
    },

    async open(token) {
      const { exp, sub, hint, jti, phone, member } = await decrypted(keys, token);
      if (exp * 1000 <= clock()) throw new PerksError('LOYALTY_SESSION_EXPIRED');
      const known = { search: sub, hint };
      const session: LoyaltySession =
        member === undefined ? { ...known, confirmed: false } : { ...known, confirmed: true, memberId: member };
      return { id: jti, phone, session };
    },
  };
}

async function decrypted(keys: readonly Uint8Array[], token: string): Promise<z.infer<typeof claims>> {
  for (const key of keys) {
    try {
      const { payload } = await jwtDecrypt(token, key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        // Expiry is judged by our own clock, and told apart from a token that is not ours.
        currentDate: new Date(0),
      });
      return claims.parse(payload);
    } catch {
      // Made under another secret, or not by us at all.
    }
  }
  throw new PerksError('LOYALTY_SESSION_INVALID');
}

function padding(payload: object): string {
  const length = Buffer.byteLength(JSON.stringify(payload));
  return '.'.repeat(Math.ceil(length / BLOCK) * BLOCK - length);
}
