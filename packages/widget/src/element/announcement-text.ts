import type { PerksView } from './perks-view.ts';
import { codeText, problemText } from './problem-text.ts';
import { spokenCode } from './spoken-code.ts';

/** What the live region reads out. */
export function announcementText({ state, words }: PerksView): string {
  const sentences = state.said.map((saying) => {
    if (!('quote' in saying)) {
      if (saying.key === 'checking') return words.say(saying.key);
      return state.problem ? problemText(state.problem, words) : '';
    }
    const { key, result, quote } = saying;
    const due = words.money(quote.amountDue, quote.currency);
    return `${codeText(key, { ...result, code: spokenCode(result.code) }, words, quote.currency)} ${words.say('due')}: ${due}.`;
  });
  // The same words twice would be no change, so no second announcement.
  return sentences.join(' ') + (state.turn % 2 ? '\u00a0' : '');
}
