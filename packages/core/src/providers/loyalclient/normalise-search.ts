/** What people write between the digits of a phone number. */
const SEPARATORS = /[\s().\-\u2010-\u2015\u2212\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Brings a phone number into the form in which it is looked up, digits only: `+7 (920) 123-45-67`, `8 920 123 45 67` and
 * `79201234567` are `79201234567`, and a `+` of another country leaves its digits. Whatever is no phone number, a card's number
 * or the app's code, stays untouched (`docs/providers.md`, D-L13).
 *
 * @param typed What was typed or scanned
 */
export function normaliseSearch(typed: string): string {
  const bare = typed.replace(SEPARATORS, '');
  if (/^\+\d{8,15}$/.test(bare)) return bare.slice(1);
  if (!/^[78]\d{10}$/.test(bare)) return typed;
  return `7${bare.slice(1)}`;
}
