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
 * What no provider's API can do: set the books up, play Mottor's checkout, set faults. The same as `/__issuer/` over HTTP,
 * and always there. Everything throws `CONFIGURATION` naming the option that is wrong, or whose value is taken.
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
    /** Adds promos to a site, all or none. */
    addPromos(request: NewPromos): Promise<{ promoIds: number[] }>;
    /** Records an order in Mottor's own checkout, which uses the promo up and fills its statistics. */
    checkOut(request: NewCheckout): Promise<CheckoutResult>;
  };
  readonly loyalClient: {
    /** Creates a loyalty programme with one key and nothing in it. */
    createProgram(request?: NewProgram): Promise<ProgramAccess>;
    /** Adds a key to a programme. */
    createKey(request: { programId: string }): Promise<{ apiKey: string }>;
    /** Creates a point of sale. */
    createPoint(request: NewPoint): Promise<{ pointId: string }>;
    createLevel(request: NewLevel): Promise<{ levelId: string }>;
    createMember(request: NewMember): Promise<{ memberId: string }>;
    /** A member's points, holds and operations, which no call of LoyalClient's lists. */
    member(memberId: string): Promise<MemberBooks>;
  };
  readonly faults: {
    /** Sets a fault; a restart forgets it. */
    set(rule: FaultRule): FaultState;
    /** Lists the faults that can still strike, in the order in which they are asked. */
    list(): FaultState[];
    /** Forgets one fault, or all of them. @returns How many there were */
    clear(id?: string): number;
    /** Waits until nothing is left that a fault lets happen after its answer. */
    settled(): Promise<void>;
  };
  /** How often each documented call came and how often a fault struck it, since the issuer was opened. */
  calls(): Record<CallName, CallCount>;
  /** Fills the books with a believable shop: codes, promos of each kind, members of both kinds. */
  seed(request?: { login?: string | undefined }): Promise<SeededShop>;
  /** Lists what there is: whom keys were made for, and the ids that a shop must configure. No keys. */
  survey(): Promise<Survey>;
  /** Deletes everything from the books, keys included. */
  reset(): Promise<void>;
}

/** A shop that was just put into the books: what it must configure, and what can be tried in it. */
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
