import { PerksError } from '@checkout-perks/core/errors';
import { maskCode } from '@checkout-perks/core/perks';
import { readPhone } from './read-phone.ts';

/** What was typed to say who one is. */
export interface ReadSearch {
  kind: 'phone' | 'card' | 'appCode';
  /** As it is looked up; a phone as digits only. */
  search: string;
  /** It, masked. */
  hint: string;
}

/** Brought along by pasting, and taking no room. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;
/** Between the groups in which a number is printed. */
const SEPARATORS = /[\s\p{Pd}\u2212.]/gu;
/** What a card or code can be; spaces within it are left as they are. */
const PLAUSIBLE = /^(?=.{4,64}$)[\x21-\x7e][\x20-\x7e]*[\x21-\x7e]$/;

/**
 * Reads a phone in any usual spelling, a loyalty card or an app code. What can be a phone is one: an app code never goes before it,
 * or a phone alone could prove who somebody is.
 *
 * @param typed What was typed or scanned
 * @param appCode What an app code looks like as a whole; without it there are none
 * @throws {PerksError} `INVALID_REQUEST` for what can be none of the three
 */
export function readSearch(typed: string, appCode?: RegExp): ReadSearch {
  const text = typed.normalize('NFKC').replace(INVISIBLE, '').trim();
  const phone = readPhone(text);
  if (phone !== undefined) return { kind: 'phone', search: phone, hint: maskPhone(phone) };

  const bare = text.replace(SEPARATORS, '');
  const search = /^\d+$/.test(bare) ? bare : text;
  if (!PLAUSIBLE.test(search) || /^\+/.test(search)) {
    throw new PerksError('INVALID_REQUEST', { details: { path: 'search' } });
  }
  return { kind: appCode && matches(appCode, search) ? 'appCode' : 'card', search, hint: maskCode(search) };
}

/** Whether a pattern fits a text as a whole: one without anchors would find an app code within a card's number. */
function matches(pattern: RegExp, text: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gmy]/g, '')).test(text);
}

/** Hides a phone but for its last two digits, and for the country's where it is known how many those are. */
function maskPhone(phone: string): string {
  const last = phone.slice(-2);
  return phone.length === 11 && phone.startsWith('7') ? `+7 ••• •••-••-${last}` : `+••••••${last}`;
}
