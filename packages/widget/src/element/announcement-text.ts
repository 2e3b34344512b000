import { codeText } from './code-text.ts';
import type { PerksView } from './perks-view.ts';
import { spokenCode } from './spoken-code.ts';

/** What the live region reads out. */
export function announcementText(view: PerksView): string {
  const { state, words, later } = view;
  const { said, problem } = state;
  const sentences = said.map((saying) => {
    if ('quote' in saying) {
      const { key, result, quote } = saying;
      const { amountDue, currency } = quote;
      const text = codeText(key, { ...result, code: spokenCode(result.code) }, words, currency);
      return `${text} ${words.say('due')}: ${words.money(amountDue, currency)}.`;
    }
    if (saying.key === 'checking') return words.say(saying.key);
    if (saying.key === 'loyalty') return later?.pointsText(view);
    return problem && words.problem(problem);
  });
  // The same words twice would be no change, so no second announcement.
  return sentences.join(' ') + (state.turn % 2 ? '\u00a0' : '');
}
