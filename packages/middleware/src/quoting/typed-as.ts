import { maskCode, normaliseCode } from '@checkout-perks/core/perks';

const SIGNS = /[^\p{L}\p{N}]/gu;

/**
 * Tells what was typed where a code was looked up by other letters: typed in another keyboard layout, or with look-alikes.
 *
 * @param typed What the shopper typed
 * @param isSecret Whether it is masked, as gift codes are
 * @returns It; nothing when only spaces, dashes or case differ
 */
export function typedAs(typed: string, isSecret = true): string | undefined {
  const letters = typed.replace(SIGNS, '').toUpperCase();
  if (letters === normaliseCode(typed).replace(SIGNS, '')) return undefined;
  return isSecret ? maskCode(letters) : letters;
}
