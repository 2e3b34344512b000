import type { Cart, LoyaltyAnswer, QuoteAnswer, QuoteCode, QuoteLoyalty } from '@checkout-perks/core/contract';
import { describe, expect, it } from 'vitest';
import type { PerksEffect } from '../perks-effect.ts';
import type { PerksEvent } from '../perks-event.ts';
import { INITIAL_STATE, type PerksState } from '../perks-state.ts';
import { transition } from '../transition.ts';
import { findStanding } from './find-standing.ts';
import type { PointsEvent } from './points-event.ts';
import { transitionPoints } from './transition-points.ts';

const CART: Cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 159000 }] };
const HINT = '+7 ••• •••-••-89';
const MEMBER = { name: 'Anna', level: { title: 'Gold', kind: 'cashback', rate: 500 }, balance: 500 };

function run(events: readonly (PerksEvent | PointsEvent)[], from: PerksState = INITIAL_STATE) {
  let state = from;
  let effects: readonly PerksEffect[] = [];
  for (const event of events) ({ state, effects } = transition(state, event, transitionPoints));
  return { state, effects, kinds: effects.map(({ type }) => type) };
}

/** Answers the latest quote request. */
function answered(state: PerksState, loyalty?: Partial<QuoteLoyalty>, codes: QuoteCode[] = []): PerksState {
  const part = loyalty && { loyalty: { hint: HINT, spend: 0, amount: 0, state: 'identified', ...loyalty } };
  const quote = { currency: 'RUB', codes, amountDue: 100, ...part } as QuoteAnswer['quote'];
  const answer = { quote, token: `token-${state.request}` };
  return run([{ type: 'answer', request: state.request, answer }], state).state;
}

const typed = (text: string): PerksEvent => ({ type: 'typed', text });
const apply: PerksEvent = { type: 'apply' };
const failure = (code: string, retryAfter?: number): PerksEvent => ({ type: 'failure', code, retryAfter });
const known = (state: string, session = `s-${state}`): PointsEvent => {
  const answer: LoyaltyAnswer = { session, state, hint: HINT, expiresAt: '' };
  return { type: 'member', answer: state === 'identified' ? { ...answer, member: MEMBER } : answer };
};
const rejected = (reason: string): QuoteCode => ({ code: '42', kind: 'promo', status: 'rejected', reason });

const offers = { gift: true, promo: true, points: true, oneTimeCode: true, codeLength: 6 };
const open = answered(
  run([
    { type: 'config', offers },
    { type: 'cart', cart: CART },
  ]).state,
);
const asking = run([typed('8 912 345-67-89'), apply], open);
const confirming = answered(run([known('confirm')], asking.state).state, { state: 'confirm' });
const identified = answered(run([{ type: 'codeTyped', text: '123456' }, known('identified')], confirming).state, {
  member: MEMBER,
  maxSpend: 300,
  earn: 15,
});

describe('who the shopper is', () => {
  it('asks with a phone at once, and never tries it as a code', () => {
    expect(asking.effects).toEqual([
      { type: 'call', call: { by: 'field', path: '/loyalty/identify', body: { search: '8 912 345-67-89' } } },
    ]);
    expect(asking.state).toMatchObject({ pending: false, wanted: [], trying: undefined });
    expect(run([apply], asking.state).effects).toEqual([]);
    const failed = run([failure('INVALID_REQUEST')], asking.state);
    expect(failed.kinds).toEqual(['tellError', 'focusField']);
    expect(failed.state).toMatchObject({ problem: { of: 'code', code: 'discount_code_invalid' }, call: undefined });
  });

  it('tries a phone as a code where no points are offered', () => {
    const state = run([{ type: 'config', offers: { ...offers, points: false } }], open).state;
    expect(run([typed('89123456789'), apply], state).effects).toMatchObject([
      { type: 'quote', codes: ['89123456789'] },
    ]);
  });

  it('tries other digits as a code first, and as a card when there is no such code', () => {
    const tried = run([typed('4276 1234 5678 9012'), apply], open);
    expect(tried.effects).toMatchObject([{ type: 'quote', codes: ['4276 1234 5678 9012'] }]);
    const next = run([answerTo(tried.state, 'discount_code_invalid')], tried.state);
    expect(next.effects).toMatchObject([
      { type: 'tellRejected' },
      { type: 'call', call: { by: 'field', body: { search: '4276 1234 5678 9012' }, refused: true } },
    ]);
    expect(next.state).toMatchObject({ problem: undefined, text: '4276 1234 5678 9012', pending: false });
    expect(run([known('confirm')], next.state).state).toMatchObject({ text: '', loyalty: { refused: true } });
    for (const code of ['INVALID_REQUEST', 'MEMBER_NOT_FOUND']) {
      expect(run([failure(code)], next.state).state.problem).toMatchObject({ code: 'discount_code_invalid' });
    }
    expect(run([failure('TOO_MANY_ATTEMPTS', 60)], next.state).state.problem).toMatchObject({
      of: 'request',
      code: 'TOO_MANY_ATTEMPTS',
      retryAfter: 60,
    });
  });

  it('takes nothing for a card that is a code, has letters, or where no points are offered', () => {
    const outcome = (text: string, reason: string, from = open) => {
      const { state } = run([typed(text), apply], from);
      return run([answerTo(state, reason)], state).kinds;
    };
    expect(outcome('424242', 'discount_code_expired')).toEqual(['tellRejected', 'focusField']);
    expect(outcome('424242', 'discount_code_unavailable')).toEqual(['tellRejected', 'focusField']);
    expect(outcome('SALE42', 'discount_code_invalid')).toEqual(['tellRejected', 'focusField']);
    const giftsOnly = run([{ type: 'config', offers: { ...offers, points: false } }], open).state;
    expect(outcome('424242', 'discount_code_invalid', giftsOnly)).toEqual(['tellRejected', 'focusField']);
  });

  it('brings the session with the next quote, with a code to come', () => {
    const { state, effects } = run([known('confirm')], asking.state);
    expect(effects).toMatchObject([
      { type: 'quote', loyalty: { session: 's-confirm', spend: 0 } },
      { type: 'tick' },
      { type: 'focusPoints' },
    ]);
    expect(state).toMatchObject({ text: '', call: undefined, loyalty: { state: 'confirm', hint: HINT, wait: 60 } });
  });

  it('waits for no code where none is sent', () => {
    const state = { ...asking.state, offers: { ...offers, oneTimeCode: false } };
    expect(run([known('confirm')], state).kinds).toEqual(['quote']);
  });

  it('ignores an answer that nobody waits for', () => {
    expect(run([known('identified')], open)).toMatchObject({ state: open, effects: [] });
    const left = run([{ type: 'reset' }], asking.state).state;
    expect(run([known('confirm')], left).state.loyalty).toBeUndefined();
    expect(run([failure('NETWORK')], left).state.problem).toBeUndefined();
  });

  it('keeps a quote going while it asks, and both answers count', () => {
    const meanwhile = run([{ type: 'cart', cart: { ...CART, delivery: { price: 1 } } }], asking.state).state;
    const state = answered(meanwhile);
    expect(state).toMatchObject({ pending: false, call: { by: 'field' }, text: '8 912 345-67-89' });
    expect(run([known('confirm')], state).state.loyalty).toBeDefined();
  });

  it('tries the same phone again after a failure', () => {
    const failed = run([failure('NETWORK')], asking.state);
    expect(failed.state).toMatchObject({ text: '8 912 345-67-89', problem: { of: 'request', code: 'NETWORK' } });
    expect(run([{ type: 'retry' }], failed.state).effects).toMatchObject([{ type: 'call' }]);
  });
});

describe('the one-time code', () => {
  it('is sent as soon as it is complete, or when asked', () => {
    const some = run([{ type: 'codeTyped', text: '12 34 5' }], confirming);
    expect(some.effects).toEqual([]);
    expect(run([{ type: 'confirm' }], some.state).effects).toMatchObject([{ call: { body: { code: '12 34 5' } } }]);
    const all = run([{ type: 'codeTyped', text: '123 456' }], confirming);
    expect(all.effects).toEqual([
      {
        type: 'call',
        call: { by: 'panel', path: '/loyalty/confirm', body: { session: 's-confirm', code: '123 456' } },
      },
    ]);
    expect(run([{ type: 'confirm' }], all.state).effects).toEqual([]);
  });

  it('is not sent when there is none', () => {
    const { state, kinds } = run([{ type: 'confirm' }], confirming);
    expect(kinds).toEqual(['focusPoints']);
    expect(state).toMatchObject({ problem: { of: 'member', code: 'empty' }, said: [{ key: 'problem' }] });
  });

  it('stays in its field with the reason when it is wrong, until it is changed', () => {
    const { state, kinds } = run(
      [{ type: 'codeTyped', text: '111111' }, failure('CONFIRMATION_CODE_WRONG')],
      confirming,
    );
    expect(kinds).toEqual(['tellError', 'focusPoints']);
    expect(state).toMatchObject({
      problem: { of: 'member', code: 'CONFIRMATION_CODE_WRONG' },
      loyalty: { session: 's-confirm', code: '111111' },
    });
    expect(run([{ type: 'codeTyped', text: '11111' }], state).state.problem).toBeUndefined();
  });

  it('can be asked for again after a while, with the same phone', () => {
    expect(run([{ type: 'resend' }], confirming).effects).toEqual([]);
    let { state } = run([{ type: 'tick' }], confirming);
    expect(state.loyalty?.wait).toBe(59);
    for (let i = 0; i < 58; i += 1) ({ state } = run([{ type: 'tick' }], state));
    const last = run([{ type: 'tick' }], state);
    expect(last).toMatchObject({ effects: [], state: { loyalty: { wait: 0 } } });
    const again = run([{ type: 'resend' }], last.state);
    expect(again.effects).toMatchObject([{ call: { by: 'panel', body: { search: '8 912 345-67-89' } } }]);
    expect(run([known('confirm', 's-2')], again.state).state.loyalty).toMatchObject({
      session: 's-2',
      wait: 60,
      code: '',
    });
  });

  it('gives the session up that the server does not take any more, also in a quote, and goes on without it', () => {
    for (const code of ['LOYALTY_SESSION_EXPIRED', 'LOYALTY_SESSION_INVALID']) {
      const confirmed = run([{ type: 'codeTyped', text: '123456' }, failure(code)], confirming);
      expect(confirmed.effects).toMatchObject([{ type: 'quote', loyalty: undefined }]);
      const { request } = run([{ type: 'refresh' }], identified).state;
      const quoted = run([{ type: 'refresh' }, { type: 'failure', request, code }], identified);
      expect(quoted.effects).toMatchObject([{ type: 'quote', loyalty: undefined }]);
      for (const { state } of [confirmed, quoted]) {
        expect(state).toMatchObject({ said: [{ key: 'loyalty' }], loyalty: { state: 'expired' }, problem: undefined });
        expect(findStanding(answered(state)).state).toBe('expired');
      }
    }
  });
});

describe('points', () => {
  it('are shown once they are proven, and none are spent unasked', () => {
    expect(findStanding(identified)).toMatchObject({
      state: 'identified',
      member: MEMBER,
      maxSpend: 300,
      earn: 15,
      spend: 0,
    });
    expect(identified.settled?.use).toEqual({ session: 's-identified', spend: 0 });
  });

  it('belong to who has just proved it, not to the quote made before', () => {
    const { state } = run([{ type: 'codeTyped', text: '123456' }, known('identified')], confirming);
    expect(state.settled?.quote.loyalty?.state).toBe('confirm');
    expect(findStanding(state)).toMatchObject({ state: 'identified', member: MEMBER });
  });

  it('are asked about when they come to rest, and never thought to be spent before the answer', () => {
    const { state, effects } = run([{ type: 'spend', points: 120 }], identified);
    expect(effects).toMatchObject([{ type: 'quote', loyalty: { spend: 120 }, settle: true }]);
    expect(findStanding(state).spend).toBe(0);
    const settled = answered(state, { spend: 120, amount: 12000 });
    expect(findStanding(settled)).toMatchObject({ spend: 120, amount: 12000, member: MEMBER });
    expect(settled.said).toEqual([{ key: 'loyalty' }]);
  });

  it('may be all that can be, whatever the cart becomes', () => {
    const all = answered(run([{ type: 'spend', points: 'max' }], identified).state, { spend: 300, maxSpend: 300 });
    const { effects } = run([{ type: 'cart', cart: { ...CART, delivery: { price: 1 } } }], all);
    expect(effects).toMatchObject([{ loyalty: { spend: 'max' } }]);
  });

  it('show that they are not available, and come back with the wish', () => {
    const wish = answered(run([{ type: 'spend', points: 100 }], identified).state, { spend: 100 });
    const down = answered(run([{ type: 'refresh' }], wish).state, { state: 'unavailable' });
    expect(findStanding(down)).toMatchObject({ state: 'unavailable', spend: 0 });
    expect(down.said).toEqual([{ key: 'loyalty' }]);
    expect(run([{ type: 'refresh' }], down).effects).toMatchObject([
      { loyalty: { session: 's-identified', spend: 100 } },
    ]);
  });

  it('go with the member, who can be another one then', () => {
    const { state, effects } = run([{ type: 'forget' }], identified);
    expect(effects).toMatchObject([{ type: 'quote', loyalty: undefined }, { type: 'focusField' }]);
    expect(state.loyalty).toBeUndefined();
    expect(answered(state).said).toEqual([{ key: 'loyalty' }]);
  });

  it('stay with the codes: a code is tried together with them', () => {
    const { effects } = run([typed('SALE10'), apply], identified);
    expect(effects).toMatchObject([{ codes: ['SALE10'], loyalty: { session: 's-identified', spend: 0 } }]);
  });

  it('are asked about anew when a refused code has come in between', () => {
    const { state } = run([{ type: 'spend', points: 50 }, typed('SALE10'), apply], identified);
    expect(run([answerTo(state, 'discount_code_expired')], state).effects).toMatchObject([
      { type: 'tellRejected' },
      { type: 'focusField' },
      { type: 'quote', codes: [], loyalty: { spend: 50 } },
    ]);
  });
});

describe('a reload', () => {
  const kept = { codes: ['one'], loyalty: { session: 's-1', spend: 50, hint: HINT } };

  it('brings codes and member back with the first quote', () => {
    const restored = run([{ type: 'restore', kept, linked: [], customerToken: null }]);
    expect(restored.effects).toEqual([]);
    const { effects } = run([{ type: 'cart', cart: CART }], restored.state);
    expect(effects).toMatchObject([{ codes: ['one'], loyalty: { session: 's-1', spend: 50 } }]);
  });

  it('asks who is logged in, whoever was there before, and keeps the wish of the same person only', () => {
    const token = run([{ type: 'restore', kept, linked: [], customerToken: 'jwt' }]);
    expect(token.effects).toMatchObject([{ call: { by: 'shop', body: { customerToken: 'jwt' } } }]);
    expect(run([{ type: 'cart', cart: CART }], token.state).effects).toMatchObject([{ loyalty: undefined }]);
    expect(run([known('identified')], token.state).state.loyalty).toMatchObject({ spend: 50, byShop: true });
    const other: PointsEvent = {
      type: 'member',
      answer: { session: 's', state: 'identified', hint: 'x', expiresAt: '' },
    };
    expect(run([other], token.state).state.loyalty?.spend).toBe(0);
  });

  it('leaves the field alone when the shop says who it is, also when that fails', () => {
    const events: PerksEvent[] = [typed('SALE'), { type: 'customer', token: 'jwt' }];
    const failed = run([...events, failure('CUSTOMER_TOKEN_INVALID')], open);
    expect(failed.kinds).toEqual(['tellError']);
    expect(failed.state).toMatchObject({ text: 'SALE', problem: undefined, call: undefined });
    expect(run([...events, known('identified')], open).state.text).toBe('SALE');
  });

  it('takes the codes of a link once, and says what becomes of them', () => {
    const linked = ['one', 'two', 'three'];
    const { state } = run([
      { type: 'restore', kept: { codes: ['one'] }, linked, customerToken: null },
      { type: 'cart', cart: CART },
    ]);
    expect(state.wanted).toEqual(linked);
    const applied = (code: string): QuoteCode => ({ code, kind: 'promo', status: 'applied', amount: 1 });
    const quoted = answered(state, undefined, [applied('one'), applied('two'), rejected('discount_code_expired')]);
    expect(quoted.said).toMatchObject([
      { key: 'dropped', result: { reason: 'discount_code_expired' } },
      { key: 'saidApplied', result: { code: 'one' } },
      { key: 'saidApplied', result: { code: 'two' } },
    ]);
  });

  it('never sends more codes than a request may carry', () => {
    const linked = Array.from({ length: 30 }, (_, i) => `code-${i}`);
    expect(run([{ type: 'restore', kept: { codes: [] }, linked, customerToken: null }]).state.wanted).toHaveLength(10);
  });
});

describe('a code that gives way to a better one', () => {
  it('is refused with the one that stays, or dropped for the one that came', () => {
    const { state } = run([typed('SALE10'), apply], open);
    const answer = answerTo(state, 'discount_code_combination_disallowed', { keptCode: 'SALE20' });
    expect(run([answer], state).state.problem).toMatchObject({ of: 'code', kept: 'SALE20' });
  });
});

/** The answer to the code that is being tried. */
function answerTo(state: PerksState, reason: string, more: Partial<QuoteCode> = {}): PerksEvent {
  const quote = {
    currency: 'RUB',
    codes: [{ ...rejected(reason), ...more }],
    amountDue: 1,
  } as unknown as QuoteAnswer['quote'];
  return { type: 'answer', request: state.request, answer: { quote, token: 't' } };
}
