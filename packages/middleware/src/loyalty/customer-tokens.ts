import { PerksError } from '@checkout-perks/core/errors';
import { jwtVerify, SignJWT } from 'jose';
import { type ReadSearch, readSearch } from './read-search.ts';

/** The shop's word for who is logged in. */
export interface CustomerTokens {
  /**
   * Makes a token.
   *
   * @param search The customer's phone or card
   * @param validForMs ms; an hour unless given, a day at most
   * @throws {PerksError} `CONFIGURATION` without a secret, `INVALID_REQUEST`
   */
  issue(search: string, validForMs?: number): Promise<string>;
  /** Reads the phone or card from a token. @throws `CUSTOMER_TOKEN_INVALID` */
  read(token: string): Promise<ReadSearch>;
}

const AUDIENCE = 'checkout-perks';
const HOUR = 3600;
const LONGEST = 24 * HOUR;
/** How far the clocks of the shop's servers may be apart, seconds. */
const SKEW = 60;

/**
 * Makes and reads customer tokens: JWT, HS256, with `aud`, `sub` and `exp` (`docs/loyalty.md`). Without a secret none is valid.
 * The audience keeps tokens out that the shop signs with the same secret for another purpose.
 */
export function createCustomerTokens(secret: string | undefined, clock: () => number): CustomerTokens {
  const key = secret === undefined ? undefined : new TextEncoder().encode(secret);
  const now = () => clock() / 1000;

  return {
    async issue(search, validForMs = HOUR * 1000) {
      if (!key) throw new PerksError('CONFIGURATION', { details: { option: 'loyalty.customerSecret' } });
      if (!Number.isFinite(validForMs) || validForMs < 1000 || validForMs > LONGEST * 1000) {
        throw new PerksError('INVALID_REQUEST', { details: { path: 'validForMs' } });
      }
      const customer = readSearch(search);
      return new SignJWT()
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setAudience(AUDIENCE)
        .setSubject(customer.kind === 'phone' ? `+${customer.search}` : customer.search)
        .setExpirationTime(Math.floor(now() + validForMs / 1000))
        .sign(key);
    },

    async read(token) {
      try {
        if (!key) throw new PerksError('CUSTOMER_TOKEN_INVALID');
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          audience: AUDIENCE,
          requiredClaims: ['sub', 'exp'],
          currentDate: new Date(clock()),
          clockTolerance: SKEW,
        });
        const { sub, exp } = payload;
        if (typeof sub === 'string' && typeof exp === 'number' && exp <= now() + LONGEST + SKEW) return readSearch(sub);
      } catch {
        // Whatever was wrong with it, its holder learns no more than that.
      }
      throw new PerksError('CUSTOMER_TOKEN_INVALID');
    },
  };
}
