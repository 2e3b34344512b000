import type { Words } from '../../i18n/create-words.ts';
import { findStanding } from '../../machine/points/find-standing.ts';
import type { PerksView } from '../perks-view.ts';
import { unbroken } from './unbroken.ts';

/** Writes a number of points in the language's plural: "1 point", "5 баллов". */
export function pointsOf(count: number, words: Words): string {
  const form = new Intl.PluralRules(words.tag).select(count);
  return words.say(`points_${form}`, { n: count.toLocaleString(words.tag) }, 'points_other');
}

/** Says how the shopper stands with the loyalty programme: seen in the panel, and heard when it has changed. */
export function pointsText({ state, words }: PerksView): string {
  const { loyalty, settled } = state;
  const { state: standing, hint = '', member, spend, amount = 0 } = findStanding(state);
  if (!loyalty) return words.say('saidPointsRemoved');
  if (standing === 'expired') return words.say('LOYALTY_SESSION_EXPIRED');
  if (standing === 'unavailable') return words.say('unavailable');
  if (standing !== 'identified' || !member) return words.say('credited', { hint: unbroken(hint) });
  const { amountDue = 0, currency = '' } = settled?.quote ?? {};
  if (!spend) return words.say('balance', { points: pointsOf(member.balance, words) });
  const due = `${words.say('due')}: ${words.money(amountDue, currency)}.`;
  return `${words.say('spent', { points: pointsOf(spend, words), amount: words.money(amount, currency) })}. ${due}`;
}
