import type { QuoteCode } from '@checkout-perks/core/contract';
import type { Words } from '../i18n/create-words.ts';
import type { CodeSaying } from '../machine/perks-state.ts';

/** Says what became of a code. */
export function codeText(
  key: CodeSaying,
  { code, amount = 0, reason = '', keptCode: kept }: QuoteCode,
  words: Words,
  currency = 'RUB',
): string {
  return words.say(key, {
    code,
    amount: words.money(-amount, currency),
    reason: words.problem({ of: 'code', code: reason, kept }),
  });
}
