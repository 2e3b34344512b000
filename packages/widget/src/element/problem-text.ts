import type { QuoteCode } from '@checkout-perks/core/contract';
import type { Words } from '../i18n/create-words.ts';
import type { Problem } from '../machine/perks-state.ts';

/** Says what is wrong, in the shopper's language. */
export function problemText({ of, code, retryAfter }: Problem, words: Words): string {
  const time = retryAfter ? words.after(retryAfter) : words.say('later');
  return words.say(code, { time }, of === 'code' ? 'otherReason' : 'otherError');
}

/** Says what became of a code. */
export function codeText(
  key: 'saidApplied' | 'saidRemoved' | 'dropped',
  { code, amount = 0, reason = '' }: QuoteCode,
  words: Words,
  currency: string,
): string {
  return words.say(key, { code, amount: words.money(-amount, currency), reason: words.say(reason, {}, 'otherReason') });
}
