import type { Cart } from '@checkout-perks/core/contract';
import { isTemporary } from './is-temporary.ts';
import type { PerksEffect } from './perks-effect.ts';
import type { PerksEvent } from './perks-event.ts';
import type { PerksState, Problem } from './perks-state.ts';
import type { PerksStep } from './perks-step.ts';
import { say } from './say.ts';
import { takeAnswer } from './take-answer.ts';

/** Works out what an event means. Pure: no DOM, no network, no clock. */
export function transition(state: PerksState, event: PerksEvent): PerksStep {
  switch (event.type) {
    case 'cart':
      return changeCart(state, event.cart);
    case 'config':
      return step({ ...state, offered: event.gift });
    case 'typed':
      return step({ ...state, text: event.text, problem: state.problem?.tried ? undefined : state.problem });
    case 'apply':
      return apply(state);
    case 'remove':
      return remove(state, event.code);
    case 'retry':
      return retry(state);
    case 'refresh':
      return ask(state);
    case 'reset':
      return ask({ ...state, text: '', wanted: [], trying: undefined, problem: undefined, dropped: [], said: [] });
    case 'restore':
      return event.codes.length > 0 ? ask({ ...state, wanted: event.codes }) : step(state);
    case 'answer':
      return isLatest(state, event.request) ? takeAnswer(state, event.answer, ask) : step(state);
    case 'failure':
      return isLatest(state, event.request) ? fail(state, event) : step(state);
  }
}

function changeCart(state: PerksState, given: Cart | undefined): PerksStep {
  // A copy: the page may change its own object and hand over the same one again.
  const text = given?.lines?.length ? JSON.stringify(given) : undefined;
  if (text === (state.cart && JSON.stringify(state.cart))) return step(state);
  if (text) return ask({ ...state, cart: JSON.parse(text) }, state.cart !== undefined);
  return step(
    { ...state, cart: undefined, pending: false, trying: undefined, settled: undefined },
    { type: 'abort' },
    { type: 'value', token: null, codes: state.wanted },
  );
}

function apply(state: PerksState): PerksStep {
  if (state.trying !== undefined) return step(state);
  const cleared: PerksState = { ...state, problem: undefined, dropped: [] };
  if (!state.text.trim()) return trouble(cleared, { of: 'code', code: 'empty', tried: true });
  if (!state.cart) return trouble(cleared, { of: 'request', code: 'UNKNOWN', tried: true });
  return ask({ ...say(cleared, [{ key: 'checking' }]), trying: state.text });
}

function remove(state: PerksState, removed: string): PerksStep {
  const { settled, wanted } = state;
  const removing = settled?.quote.codes[settled.codes.indexOf(removed)];
  return ask({ ...state, wanted: wanted.filter((code) => code !== removed), removing, dropped: [] });
}

function retry(state: PerksState): PerksStep {
  const { problem, wanted, dropped } = state;
  const again = dropped.filter(({ result }) => isTemporary(result.reason)).map(({ typed }) => typed);
  const next = { ...state, wanted: [...wanted, ...again], dropped: [] };
  return problem?.of === 'request' && problem.tried ? apply(next) : ask(next);
}

function fail(state: PerksState, { code, retryAfter }: { code: string; retryAfter?: number | undefined }): PerksStep {
  const tried = state.trying !== undefined;
  const stopped = { ...state, pending: false, trying: undefined };
  const { state: next, effects } = trouble(stopped, { of: 'request', code, retryAfter, tried });
  return step(next, { type: 'tellError', code }, ...(tried ? effects : []));
}

function trouble(state: PerksState, problem: Problem): PerksStep {
  return step({ ...say(state, [{ key: 'problem' }]), problem }, { type: 'focusField' });
}

/** Asks for a quote of the cart with the wanted codes and the one being tried, if there is a cart. */
function ask(state: PerksState, settle = false): PerksStep {
  const { cart, wanted, trying } = state;
  if (!cart) return step(state);
  const request = state.request + 1;
  const codes = trying === undefined ? wanted : [...wanted, trying];
  return step({ ...state, request, pending: true }, { type: 'quote', request, cart, codes, settle });
}

function isLatest(state: PerksState, request: number): boolean {
  return state.pending && state.request === request;
}

function step(state: PerksState, ...effects: PerksEffect[]): PerksStep {
  return { state, effects };
}
