import type { LoyaltyUse, Quote, QuoteAnswer } from '@checkout-perks/core/contract';
import { isTemporary } from './is-temporary.ts';
import type { LoyaltyCall } from './loyalty.ts';
import { loyaltyUse } from './loyalty-use.ts';
import type { PerksEffect } from './perks-effect.ts';
import type { CodeSaying, Outcome, PerksState, Saying } from './perks-state.ts';
import type { PerksStep } from './perks-step.ts';
import { readTyped } from './read-typed.ts';
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
  const { cart, wanted, trying, removing, linked, settled } = state;
  const outcomes = quote.codes.map(
    (result, i): Outcome => ({
      typed: wanted[i] ?? trying ?? '',
      result,
      isTried: i === wanted.length,
      again: isTemporary(result.reason),
    }),
  );
  const good = outcomes.filter(({ result }) => result.status === 'applied');
  const bad = outcomes.filter(({ result }) => result.status !== 'applied');
  const refused = bad.find(({ isTried }) => isTried);
  const accepted = good.some(({ isTried }) => isTried);
  const dropped = bad.filter(({ isTried }) => !isTried);
  const card = refused && findCard(state, refused);

  const next: PerksState = {
    ...state,
    pending: false,
    trying: undefined,
    removing: undefined,
    wanted: good.map(({ typed }) => typed),
    text: accepted ? '' : state.text,
    problem: card ? undefined : newProblem(state, refused, accepted),
    dropped: [...state.dropped, ...dropped],
    call: card ?? state.call,
  };
  const said: Saying[] = [];
  const tell = (key: CodeSaying, result: Outcome['result']) => said.push({ key, result, quote });
  for (const { result } of dropped) tell('dropped', result);
  if (removing) tell('saidRemoved', removing);
  for (const { typed, result, isTried } of good) {
    if (isTried || (linked.includes(typed) && !settled?.codes.includes(typed))) tell('saidApplied', result);
  }
  if (refused && !card) said.push({ key: 'problem' });

  if (bad.length === 0) {
    if (settled && told(settled.quote) !== told(quote)) said.push({ key: 'loyalty' });
    const use = loyaltyUse(next);
    return {
      state: say({ ...next, settled: cart && { cart, codes: next.wanted, use, quote, token } }, said),
      effects: [
        { type: 'value', token },
        { type: 'tellQuote', quote, token },
      ],
    };
  }
  const effects: PerksEffect[] = [{ type: 'tellRejected', codes: bad.map(({ result }) => result) }];
  if (card) effects.push({ type: 'call', call: card });
  else if (refused) effects.push({ type: 'focusField' });
  const then = isSettled(next, loyaltyUse(next)) ? { state: next, effects: [] } : ask(next);
  return { state: say(then.state, said), effects: [...effects, ...then.effects] };
}

/** The reason for a refused code stays while that code stands in the field; a failed request is made good by any answer. */
function newProblem({ problem }: PerksState, refused: Outcome | undefined, accepted: boolean): PerksState['problem'] {
  const { reason = '', keptCode } = refused?.result ?? {};
  if (refused) return { of: 'code', code: reason, kept: keptCode, tried: true };
  return accepted || problem?.of === 'request' ? undefined : problem;
}

/** What is no code and all digits may be a loyalty card or an app code. */
function findCard({ offers }: PerksState, { typed, result: { reason } }: Outcome): LoyaltyCall | undefined {
  const { kind, search } = readTyped(typed);
  if (!offers?.points || kind === 'code' || reason !== 'discount_code_invalid') return undefined;
  return { by: 'field', path: '/loyalty/identify', body: { search }, refused: true };
}

/** What a quote says of points that a shopper should hear of when it changes. */
function told({ loyalty }: Quote): string | undefined {
  return loyalty && loyalty.state + loyalty.spend;
}

/** Whether what is shown is already the quote of this cart with these codes for this member. */
function isSettled({ cart, wanted, settled }: PerksState, use: LoyaltyUse | undefined): boolean {
  return settled?.cart === cart && JSON.stringify([settled?.codes, settled?.use]) === JSON.stringify([wanted, use]);
}
