import type { CallName } from '../faults/calls.ts';
import type { CallCount } from '../faults/fault-book.ts';
import type { FaultRule, FaultState } from '../faults/fault-rule.ts';
import type { NewLevel } from '../loyalclient/create-level.ts';
import type { NewMember } from '../loyalclient/create-member.ts';
import type { NewPoint } from '../loyalclient/create-point.ts';
import type { NewProgram, ProgramAccess } from '../loyalclient/create-program.ts';
import type { MerchantAccess, NewMerchant } from '../merchants/create-merchant.ts';
import type { Site } from '../merchants/sites.ts';
import type { MottorAccess, NewMottorAccount } from '../mottor/create-account.ts';
import type { NewMottorSite } from '../mottor/create-site.ts';
import type { CheckoutResult, NewCheckout } from './check-out.ts';
import type { NewGiftCodes } from './generate-codes.ts';
import type { MemberBooks } from './read-member.ts';
import type { NewPromos } from './seed-promos.ts';
import type { Survey } from './survey.ts';

/**
 * What no provider's API can do: set up data, record orders in Mottor's checkout, set faults. `/__issuer/` offers the same
 * over HTTP. Every function throws `CONFIGURATION` naming the option that is wrong, or whose value is taken.
 */
export interface IssuerControl {
  readonly vDar: {
    /** Creates a merchant with one site and one key. */
    createMerchant(request: NewMerchant): Promise<MerchantAccess>;
    /** Adds a key to the merchant of a site. */
    createKey(request: { siteId: string }): Promise<{ apiKey: string }>;
    /** Adds to a site's balance, minor units. */
    topUp(request: { siteId: string; amount: number }): Promise<Site>;
    generateCodes(request: NewGiftCodes): Promise<{ codes: string[] }>;
  };
  readonly mottor: {
    /** Creates an account with one key and no site. */
    createAccount(request?: NewMottorAccount): Promise<MottorAccess>;
    /** Adds a key to an account. */
    createKey(request: { userId: number }): Promise<{ apiKey: string }>;
    createSite(request: NewMottorSite): Promise<{ siteId: number }>;
    /** Adds promos to a site: all of them, or none. */
    addPromos(request: NewPromos): Promise<{ promoIds: number[] }>;
    /** Records an order in Mottor's own checkout, which uses the promo and adds to its statistics. */
    checkOut(request: NewCheckout): Promise<CheckoutResult>;
  };
  readonly loyalClient: {
    /** Creates an empty loyalty programme with one key. */
    createProgram(request?: NewProgram): Promise<ProgramAccess>;
    /** Adds a key to a programme. */
    createKey(request: { programId: string }): Promise<{ apiKey: string }>;
    /** Creates a point of sale. */
    createPoint(request: NewPoint): Promise<{ pointId: string }>;
    createLevel(request: NewLevel): Promise<{ levelId: string }>;
    createMember(request: NewMember): Promise<{ memberId: string }>;
    /** Reads a member's points, holds and operations, which no call of LoyalClient lists. */
    member(memberId: string): Promise<MemberBooks>;
  };
  readonly faults: {
    /** Sets a fault; a restart removes it. */
    set(rule: FaultRule): FaultState;
    /** Lists the faults that can still strike, oldest first. */
    list(): FaultState[];
    /** Removes one fault, or all. @returns How many were removed */
    clear(id?: string): number;
    /** Waits until all delayed effects of faults are done. */
    settled(): Promise<void>;
  };
  /** How often each documented call was received, and how often a fault struck it, since the issuer was opened. */
  calls(): Record<CallName, CallCount>;
  /** Creates a realistic shop: gift codes, promos of each kind, members of both kinds. */
  seed(request?: { login?: string | undefined }): Promise<SeededShop>;
  /** Lists sites and points of sale with the ids that a shop must configure. It contains no keys. */
  survey(): Promise<Survey>;
  /** Deletes all data, keys included. */
  reset(): Promise<void>;
}

/** A shop that was just created: its credentials, and what can be tried in it. */
export interface SeededShop {
  login: string;
  vDar: { apiKey: string; siteId: string; codes: { code: string; amount: number; note: string }[] };
  mottor: { userId: number; apiKey: string; siteId: number; promos: { code: string; note: string }[] };
  loyalClient: {
    programId: string;
    apiKey: string;
    pointId: string;
    members: { search: string; note: string }[];
  };
}
