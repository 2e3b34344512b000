import { maskCode, normaliseCode } from '@checkout-perks/core/perks';

const SIGNS = /[^\p{L}\p{N}]/gu;

/**
 * Tells what was typed where a code was looked up by other letters: typed in another keyboard layout, or with look-alikes.
 *
 * @param typed What the shopper typed
 * @returns It, masked; nothing when only spaces, dashes or case differ
 */
export function typedAs(typed: string): string | undefined {
  const letters = typed.replace(SIGNS, '').toUpperCase();
  return letters === normaliseCode(typed).replace(SIGNS, '') ? undefined : maskCode(letters);
}
