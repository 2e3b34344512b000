import type { LoyaltySession } from '../loyalty/loyalty-session.ts';
import { readPhone } from '../loyalty/read-phone.ts';
import type { Sealer } from '../secrets/sealer.ts';

/** What a quote knows of the buyer. */
export interface Buyer {
  points?: { memberId: string; confirmed: boolean };
  loyalty?: { session: LoyaltySession };
}

/** Brought along by pasting, and taking no room. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;

/**
 * The names under which the buyer is known, for limits per person: the confirmed member, what they were confirmed with, and
 * the customer that the shop names. A phone that was only typed is nobody's name: anybody could use up what is another's.
 *
 * @returns The fingerprints of each name, the current one first; the names themselves are kept nowhere
 */
export function personsOf(sealer: Sealer, { points, loyalty }: Buyer, customer: string | undefined): string[][] {
  const names: string[] = [];
  if (points?.confirmed) names.push(`member:${points.memberId}`);
  if (loyalty?.session.confirmed) names.push(customerName(loyalty.session.search));
  if (customer !== undefined) names.push(customerName(customer));
  return [...new Set(names)].map((name) => sealer.fingerprints(name));
}

/** A customer's name in one form for all its spellings: a phone as digits, an e-mail address in small letters. */
export function customerName(customer: string): string {
  const text = customer.normalize('NFKC').replace(INVISIBLE, '').trim();
  return `customer:${readPhone(text) ?? text.toLowerCase()}`;
}
