import type { ConfirmRequest, IdentifyRequest, LoyaltyAnswer } from '@checkout-perks/core/contract';
import type { LoyaltySession } from './loyalty-session.ts';

/** Who asks, as far as the request tells. */
export interface LoyaltyClient {
  /** BCP 47 tag of the language in which a one-time code is sent. */
  locale: string;
  /** Names the request in which something went wrong that nobody is told of. */
  requestId?: string | undefined;
}

/** Finds out who the shopper is (`docs/loyalty.md`). */
export interface Loyalty {
  /** Whether a one-time code can be sent. */
  readonly oneTimeCode: boolean;
  /**
   * Takes a phone, card, app code or customer token. Of a phone or card the answer is made of the typed text alone: nothing is
   * looked up before it.
   *
   * @throws {PerksError} `INVALID_REQUEST` for what is no phone, card or code; `TOO_MANY_ATTEMPTS` with `retryAfter` when too many
   *   codes were asked for with this phone or card; with an app code or a customer token `MEMBER_NOT_FOUND`,
   *   `CUSTOMER_TOKEN_INVALID`, `PROVIDER_*`
   */
  identify(request: IdentifyRequest, client: LoyaltyClient): Promise<LoyaltyAnswer>;
  /**
   * Takes the one-time code that was sent.
   *
   * @throws {PerksError} `CONFIRMATION_CODE_WRONG`, also for one that is too old or used, or was never sent; `TOO_MANY_ATTEMPTS` after
   *   five wrong ones; `LOYALTY_SESSION_INVALID`, `LOYALTY_SESSION_EXPIRED`, `PROVIDER_*`
   */
  confirm(request: ConfirmRequest): Promise<LoyaltyAnswer>;
  /**
   * Reads a session, also one made under a previous secret.
   *
   * @throws {PerksError} `LOYALTY_SESSION_INVALID`, `LOYALTY_SESSION_EXPIRED`
   */
  open(session: string): Promise<LoyaltySession>;
  /**
   * Makes the token by which the shop says who is logged in.
   *
   * @param search The customer's phone or card
   * @param validForMs How long it can be used, ms; an hour unless given, a day at most
   * @throws {PerksError} `CONFIGURATION` without `loyalty.customerSecret`; `INVALID_REQUEST` for a search or a time that cannot be
   */
  customerToken(search: string, validForMs?: number): Promise<string>;
  /** Drops the codes that are still to be sent and waits for those being sent. */
  close(): Promise<void>;
}
