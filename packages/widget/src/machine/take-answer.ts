import type { QuoteAnswer } from '@checkout-perks/core/contract';
import type { PerksEffect } from './perks-effect.ts';
import type { Outcome, PerksState, Saying } from './perks-state.ts';
import type { PerksStep } from './perks-step.ts';
import { say } from './say.ts';

/**
 * Takes an answer to the latest request. A quote counts only when all of its codes were applied, so that neither the
 * totals nor the form's value ever hold a rejected code; otherwise the good codes are asked about again.
 *
 * @param state The state that asked
 * @param answer One entry in `quote.codes` for each code sent
 * @param ask Makes the next request
 */
export function takeAnswer(
  state: PerksState,
  { quote, token }: QuoteAnswer,
  ask: (state: PerksState) => PerksStep,
): PerksStep {
  const { cart, wanted, trying, removing } = state;
  const outcomes = quote.codes.map((result, i): Outcome => ({ typed: wanted[i] ?? trying ?? '', result }));
  const good = outcomes.filter(({ result }) => result.status === 'applied');
  const bad = outcomes.filter(({ result }) => result.status !== 'applied');
  const tried = trying === undefined ? undefined : outcomes.at(-1);
  const refused = bad.find((outcome) => outcome === tried);
  const accepted = good.find((outcome) => outcome === tried);
  const dropped = bad.filter((outcome) => outcome !== tried);

  const next = {
    ...state,
    pending: false,
    trying: undefined,
    removing: undefined,
    wanted: good.map(({ typed }) => typed),
    text: accepted ? '' : state.text,
    problem: newProblem(state, refused, accepted),
    dropped: [...state.dropped, ...dropped],
  };
  const about = (key: 'saidApplied' | 'saidRemoved' | 'dropped', result: Outcome['result']): Saying => ({
    key,
    result,
    quote,
  });
  const said: Saying[] = dropped.map(({ result }) => about('dropped', result));
  if (removing) said.push(about('saidRemoved', removing));
  if (accepted) said.push(about('saidApplied', accepted.result));
  if (refused) said.push({ key: 'problem' });

  if (bad.length === 0) {
    return {
      state: say({ ...next, settled: cart && { cart, codes: next.wanted, quote, token } }, said),
      effects: [
        { type: 'value', token, codes: next.wanted },
        { type: 'tellQuote', quote, token },
      ],
    };
  }
  const told: PerksEffect[] = [{ type: 'tellRejected', codes: bad.map(({ result }) => result) }];
  if (refused) told.push({ type: 'focusField' });
  const then = isSettled(next) ? { state: next, effects: [] } : ask(next);
  return { state: say(then.state, said), effects: [...told, ...then.effects] };
}

/** The reason for a refused code stays while that code stands in the field; a failed request is made good by any answer. */
function newProblem(
  { problem }: PerksState,
  refused: Outcome | undefined,
  accepted: Outcome | undefined,
): PerksState['problem'] {
  if (refused) return { of: 'code', code: refused.result.reason ?? '', tried: true };
  return accepted || problem?.of === 'request' ? undefined : problem;
}

/** Whether what is shown is already the quote of this cart with these codes. */
function isSettled({ cart, wanted, settled }: PerksState): boolean {
  return settled?.cart === cart && JSON.stringify(settled?.codes) === JSON.stringify(wanted);
}
