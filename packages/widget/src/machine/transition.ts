import type { LoyaltyCall } from './loyalty.ts';
import { loyaltyUse } from './loyalty-use.ts';
import type { PerksEffect } from './perks-effect.ts';
import type { PerksEvent } from './perks-event.ts';
import type { PerksState, Priced, Problem } from './perks-state.ts';
import type { PerksStep } from './perks-step.ts';
import type { PointsEvent } from './points/points-event.ts';
import type { PointsTransition } from './points/points-transition.ts';
import { readTyped } from './read-typed.ts';
import { say } from './say.ts';
import { takeAnswer } from './take-answer.ts';

/** Most codes that one request may carry. */
const MAX_CODES = 10;

/**
 * Works out what an event means. Pure: no DOM, no network, no clock.
 *
 * @param points The machine of points, as soon as it has been loaded
 */
export function transition(state: PerksState, event: PerksEvent | PointsEvent, points?: PointsTransition): PerksStep {
  switch (event.type) {
    case 'cart':
      return changeCart(state, event.cart);
    case 'config':
      return step({ ...state, offers: event.offers });
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
      return ask({
        ...state,
        text: '',
        wanted: [],
        trying: undefined,
        problem: undefined,
        dropped: [],
        loyalty: undefined,
        call: undefined,
        said: [],
      });
    case 'restore':
      return restore(state, event);
    case 'customer':
      return identify(state, 'shop', { customerToken: event.token });
    case 'answer':
      return isLatest(state, event.request) ? takeAnswer(state, event.answer, ask) : step(state);
    case 'failure':
      return fail(state, event);
    default:
      return points ? points(state, event, ask) : step(state);
  }
}

function changeCart(state: PerksState, given: Priced | undefined): PerksStep {
  // A copy: the page may change its own object and hand over the same one again.
  const text = given && ('cartId' in given || given.lines?.length) ? JSON.stringify(given) : undefined;
  if (text === (state.cart && JSON.stringify(state.cart))) return step(state);
  if (text) return ask({ ...state, cart: JSON.parse(text) }, state.cart !== undefined);
  return step(
    { ...state, cart: undefined, pending: false, trying: undefined, settled: undefined },
    { type: 'abort' },
    { type: 'value', token: null },
  );
}

function apply(state: PerksState): PerksStep {
  if (state.trying !== undefined || state.call?.by === 'field') return step(state);
  const cleared: PerksState = { ...state, problem: undefined, dropped: [] };
  if (!state.text.trim()) return trouble(cleared, { of: 'code', code: 'empty', tried: true });
  const { kind, search } = readTyped(state.text);
  const checking = say(cleared, [{ key: 'checking' }]);
  if (state.offers?.points && kind === 'phone') return identify(checking, 'field', { search });
  if (!state.cart) return trouble(cleared, { of: 'request', code: 'UNKNOWN', tried: true });
  return ask({ ...checking, trying: state.text });
}

function remove(state: PerksState, removed: string): PerksStep {
  const { settled, wanted } = state;
  const removing = settled?.quote.codes[settled.codes.indexOf(removed)];
  return ask({ ...state, wanted: wanted.filter((code) => code !== removed), removing, dropped: [] });
}

function retry(state: PerksState): PerksStep {
  const { problem, wanted, dropped } = state;
  const again = dropped.filter((outcome) => outcome.again).map(({ typed }) => typed);
  const next = { ...state, wanted: [...wanted, ...again], dropped: [] };
  return problem?.of === 'request' && problem.tried ? apply(next) : ask(next);
}

function restore(state: PerksState, event: Extract<PerksEvent, { type: 'restore' }>): PerksStep {
  const { kept, linked, customerToken } = event;
  const { codes, loyalty } = kept;
  const wanted = [...new Set([...codes, ...linked])].slice(0, MAX_CODES);
  const session = customerToken ? '' : loyalty?.session;
  const restored = { ...state, wanted, linked, loyalty: loyalty && { ...loyalty, session: session ?? '', state: '' } };
  return customerToken ? identify(restored, 'shop', { customerToken }) : step(restored);
}

function fail(state: PerksState, event: Extract<PerksEvent, { type: 'failure' }>): PerksStep {
  const { request, code, retryAfter } = event;
  const { call: made, loyalty, trying } = state;
  const isCall = request === undefined;
  if (isCall ? !made : !isLatest(state, request)) return step(state);
  const stopped = isCall ? { ...state, call: undefined } : { ...state, pending: false, trying: undefined };
  const by = isCall ? made?.by : undefined;
  // Such a session would only make the next quotes fail as well.
  if (loyalty?.session && by !== 'field' && /^LOYALTY_SESSION/.test(code)) {
    return ask(say({ ...stopped, loyalty: { ...loyalty, session: '', state: 'expired' } }, [{ key: 'loyalty' }]));
  }
  const told: PerksEffect = { type: 'tellError', code };
  if (by === 'shop') return step(stopped, told);
  const tried = isCall || trying !== undefined;
  const problem: Problem =
    by === 'field' && /^(INVALID_REQUEST|MEMBER_NOT_FOUND)$/.test(code)
      ? { of: 'code', code: 'discount_code_invalid', tried }
      : { of: by === 'panel' ? 'member' : 'request', code, retryAfter, tried };
  const { state: next, effects } = trouble(stopped, problem);
  return step(next, told, ...(tried ? effects : []));
}

function trouble(state: PerksState, problem: Problem): PerksStep {
  return step(
    { ...say(state, [{ key: 'problem' }]), problem },
    { type: problem.of === 'member' ? 'focusPoints' : 'focusField' },
  );
}

/** Asks for a quote of the cart with the wanted codes and the one being tried, if there is a cart. */
function ask(state: PerksState, settle = false): PerksStep {
  const { cart, wanted, trying } = state;
  if (!cart) return step(state);
  const request = state.request + 1;
  const codes = trying === undefined ? wanted : [...wanted, trying];
  const next = { ...state, request, pending: true };
  return step(next, { type: 'quote', request, cart, codes, loyalty: loyaltyUse(state), settle });
}

function identify(state: PerksState, by: LoyaltyCall['by'], body: LoyaltyCall['body']): PerksStep {
  const call: LoyaltyCall = { by, path: '/loyalty/identify', body };
  return step({ ...state, call }, { type: 'call', call });
}

function isLatest(state: PerksState, request: number): boolean {
  return state.pending && state.request === request;
}

function step(state: PerksState, ...effects: PerksEffect[]): PerksStep {
  return { state, effects };
}
