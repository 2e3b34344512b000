import type { LoyaltyAnswer } from '@checkout-perks/core/contract';
import type { Loyalty, LoyaltyCall } from '../loyalty.ts';
import type { PerksEffect } from '../perks-effect.ts';
import type { PerksState } from '../perks-state.ts';
import type { PerksStep } from '../perks-step.ts';
import type { PointsTransition } from './points-transition.ts';

/** How long to wait for a one-time code before another may be asked for, s. */
const RESEND_AFTER = 60;

type Ask = Parameters<PointsTransition>[2];

/** The machine of points. Pure: no DOM, no network, no clock. */
export const transitionPoints: PointsTransition = (state, event, ask) => {
  if (event.type === 'member') return takeMember(state, event.answer, ask);
  const { loyalty } = state;
  if (!loyalty) return step(state);
  const change = (changes: Partial<Loyalty>): PerksState => ({ ...state, loyalty: { ...loyalty, ...changes } });
  const { search, wait = 0 } = loyalty;
  switch (event.type) {
    case 'codeTyped':
      return typeCode(change({ code: event.text }));
    case 'confirm':
      return confirm(state);
    case 'resend':
      return search && !wait ? call(change({ code: '' }), '/loyalty/identify', { search }) : step(state);
    case 'tick':
      return step(change({ wait: wait - 1 }), ...(wait > 1 ? [TICK] : []));
    case 'spend':
      return ask(change({ spend: event.points }), true);
    case 'forget': {
      const asked = ask({ ...state, loyalty: undefined, call: undefined });
      return step(asked.state, ...asked.effects, { type: 'focusField' });
    }
  }
};

const TICK: PerksEffect = { type: 'tick' };

function takeMember(state: PerksState, answer: LoyaltyAnswer, ask: Ask): PerksStep {
  const { call: made, loyalty: before, offers, text, problem } = state;
  if (!made) return step(state);
  const { by, path, body, refused } = made;
  const sent = answer.state === 'confirm' && path === '/loyalty/identify' && !!offers?.oneTimeCode;
  const loyalty: Loyalty = {
    ...(by === 'panel' ? before : { byShop: by === 'shop', search: body.search, refused }),
    ...answer,
    // The same person as before: a reload of the page, or a code that was sent again.
    spend: before?.hint === answer.hint ? before.spend : 0,
    wait: sent ? RESEND_AFTER : 0,
  };
  const typed = by === 'shop' ? { text, problem } : { text: by === 'field' ? '' : text, problem: undefined };
  const asked = ask({ ...state, ...typed, call: undefined, loyalty });
  return step(asked.state, ...asked.effects, ...(sent ? [TICK, { type: 'focusPoints' } satisfies PerksEffect] : []));
}

function typeCode(typed: PerksState): PerksStep {
  const state = { ...typed, problem: undefined };
  const digits = state.loyalty?.code?.replace(/\D/g, '');
  return digits?.length === state.offers?.codeLength ? confirm(state) : step(state);
}

function confirm(state: PerksState): PerksStep {
  const { session = '', code = '' } = state.loyalty ?? {};
  if (code.trim()) return call(state, '/loyalty/confirm', { session, code });
  return step(
    {
      ...state,
      problem: { of: 'member', code: 'empty', tried: true },
      said: [{ key: 'problem' }],
      turn: state.turn + 1,
    },
    { type: 'focusPoints' },
  );
}

function call(state: PerksState, path: LoyaltyCall['path'], body: LoyaltyCall['body']): PerksStep {
  if (state.call) return step(state);
  const made: LoyaltyCall = { by: 'panel', path, body };
  return step({ ...state, call: made, problem: undefined }, { type: 'call', call: made });
}

function step(state: PerksState, ...effects: PerksEffect[]): PerksStep {
  return { state, effects };
}
