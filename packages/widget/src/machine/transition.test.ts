import type { Cart, QuoteAnswer, QuoteCode } from '@checkout-perks/core/contract';
import { describe, expect, it } from 'vitest';
import type { PerksEffect } from './perks-effect.ts';
import type { PerksEvent } from './perks-event.ts';
import { INITIAL_STATE, type PerksState } from './perks-state.ts';
import { transition } from './transition.ts';

const CART: Cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 159000 }] };

/** Runs events one after the other; `effects` are those of the last. */
function run(events: readonly PerksEvent[], from: PerksState = INITIAL_STATE) {
  let state = from;
  let effects: readonly PerksEffect[] = [];
  for (const event of events) ({ state, effects } = transition(state, event));
  return { state, effects, kinds: effects.map(({ type }) => type) };
}

function answer(request: number, ...codes: (string | QuoteCode)[]): PerksEvent {
  const results = codes.map(
    (code): QuoteCode => (typeof code === 'string' ? { code, kind: 'gift', status: 'applied', amount: 100 } : code),
  );
  const amountDue = 159000 - 100 * results.filter(({ status }) => status === 'applied').length;
  const quote = { id: `q${request}`, currency: 'RUB', codes: results, amountDue } as QuoteAnswer['quote'];
  return { type: 'answer', request, answer: { quote, token: `token-${request}` } };
}

function rejected(code: string, reason = 'discount_code_invalid'): QuoteCode {
  return { code, kind: 'gift', status: 'rejected', reason };
}

const cartChanged: PerksEvent = { type: 'cart', cart: CART };
const typed = (text: string): PerksEvent => ({ type: 'typed', text });
const applyAsked: PerksEvent = { type: 'apply' };
const restore: PerksEvent = { type: 'restore', kept: { codes: ['one'] }, linked: [], customerToken: null };
const withOne = run([cartChanged, answer(1), typed('one'), applyAsked, answer(2, '•1')]).state;

describe('transition', () => {
  it('asks at once for the first cart, and lets later ones come to rest', () => {
    const first = run([cartChanged]);
    expect(first.effects).toEqual([
      { type: 'quote', request: 1, cart: CART, codes: [], loyalty: undefined, settle: false },
    ]);
    const next = transition(first.state, { type: 'cart', cart: { ...CART, delivery: { price: 1 } } });
    expect(next.effects).toMatchObject([{ type: 'quote', request: 2, settle: true }]);
  });

  it('ignores a cart with the same content, and sees one that was changed in place', () => {
    const cart = structuredClone(CART);
    const { state } = run([{ type: 'cart', cart }]);
    expect(transition(state, { type: 'cart', cart }).effects).toEqual([]);
    cart.delivery = { price: 1 };
    expect(transition(state, { type: 'cart', cart }).effects).toHaveLength(1);
  });

  it('takes an answer: the value for the form before the event for the shop', () => {
    const { state, effects } = run([cartChanged, answer(1)]);
    expect(effects).toMatchObject([
      { type: 'value', token: 'token-1' },
      { type: 'tellQuote', token: 'token-1' },
    ]);
    expect(state).toMatchObject({ pending: false, settled: { token: 'token-1' } });
  });

  it('ignores an answer and a failure that are not of the latest request', () => {
    const { state } = run([cartChanged, { type: 'refresh' }]);
    expect(transition(state, answer(1))).toEqual({ state, effects: [] });
    expect(transition(state, { type: 'failure', request: 1, code: 'NETWORK' })).toEqual({ state, effects: [] });
    const done = transition(state, answer(2)).state;
    expect(transition(done, answer(2))).toEqual({ state: done, effects: [] });
  });

  it('sends the code being tried after the wanted ones, as typed', () => {
    const { effects } = run([typed(' Two '), applyAsked], withOne);
    expect(effects).toMatchObject([{ type: 'quote', codes: ['one', ' Two '] }]);
  });

  it('empties the field once the code is applied, and says so', () => {
    expect(withOne).toMatchObject({
      text: '',
      trying: undefined,
      wanted: ['one'],
      said: [{ key: 'saidApplied', result: { code: '•1' } }],
    });
  });

  it('keeps the last good quote when the code is refused, without another request', () => {
    const { state, kinds } = run([typed('bad'), applyAsked, answer(3, '•1', rejected('•bad'))], withOne);
    expect(kinds).toEqual(['tellRejected', 'focusField']);
    expect(state).toMatchObject({
      text: 'bad',
      wanted: ['one'],
      problem: { of: 'code', code: 'discount_code_invalid' },
      settled: { token: 'token-2' },
    });
  });

  it('asks again without a refused code when the cart has changed meanwhile, and keeps the reason', () => {
    const cart = { ...CART, delivery: { price: 1 } };
    const asked = run([typed('bad'), applyAsked, { type: 'cart', cart }, answer(4, '•1', rejected('•bad'))], withOne);
    expect(asked.effects).toMatchObject([{}, {}, { type: 'quote', request: 5, codes: ['one'] }]);
    const { state } = transition(asked.state, answer(5, '•1'));
    expect(state).toMatchObject({ problem: { of: 'code' }, settled: { token: 'token-5', codes: ['one'] } });
  });

  it('tells of a code that was applied and is rejected later, and asks again without it', () => {
    const { state, effects } = run([{ type: 'refresh' }, answer(3, rejected('•1', 'discount_code_expired'))], withOne);
    expect(effects).toMatchObject([
      { type: 'tellRejected', codes: [{ code: '•1' }] },
      { type: 'quote', codes: [] },
    ]);
    expect(state).toMatchObject({ dropped: [{ typed: 'one' }], said: [{ key: 'dropped' }], wanted: [] });
    const settled = transition(state, answer(4)).state;
    expect(settled.dropped).toHaveLength(1);
    expect(settled.said).toMatchObject([{ key: 'dropped' }]);
  });

  it('settles on the good ones when an applied code goes and the tried one stays', () => {
    const first = run([typed('two'), applyAsked, answer(3, rejected('•1'), '•2')], withOne);
    expect(first.effects).toMatchObject([{ type: 'tellRejected' }, { type: 'quote', codes: ['two'] }]);
    const { state } = transition(first.state, answer(4, '•2'));
    expect(state).toMatchObject({ text: '', dropped: [{ typed: 'one' }], settled: { codes: ['two'] } });
    expect(state.said).toMatchObject([{ key: 'dropped' }, { key: 'saidApplied', result: { code: '•2' } }]);
  });

  it('tries again what may go better later, and nothing else', () => {
    const lost = (reason: string) =>
      run([{ type: 'refresh' }, answer(3, rejected('•1', reason)), answer(4), { type: 'retry' }], withOne);
    expect(lost('discount_code_unavailable').effects).toMatchObject([{ codes: ['one'] }]);
    expect(lost('discount_code_in_use').effects).toMatchObject([{ codes: ['one'] }]);
    expect(lost('discount_code_expired').effects).toMatchObject([{ codes: [] }]);
  });

  it('shows a removed code until the answer is there', () => {
    const { state, effects } = run([{ type: 'remove', code: 'one' }], withOne);
    expect(effects).toMatchObject([{ type: 'quote', codes: [] }]);
    expect(state.settled?.codes).toEqual(['one']);
    expect(transition(state, answer(3)).state).toMatchObject({
      settled: { codes: [] },
      said: [{ key: 'saidRemoved' }],
    });
  });

  it('keeps quote, codes and text when a request fails, and tries the same again', () => {
    const failed = run([typed('two'), applyAsked, { type: 'failure', request: 3, code: 'NETWORK' }], withOne);
    expect(failed.kinds).toEqual(['tellError', 'focusField']);
    expect(failed.state).toMatchObject({
      text: 'two',
      wanted: ['one'],
      pending: false,
      problem: { of: 'request', code: 'NETWORK', tried: true },
      settled: { token: 'token-2' },
    });
    expect(run([{ type: 'retry' }], failed.state).effects).toMatchObject([{ codes: ['one', 'two'] }]);
  });

  it('leaves the focus alone when a request fails that nobody asked for', () => {
    const { kinds, state } = run([{ type: 'refresh' }, { type: 'failure', request: 3, code: 'NETWORK' }], withOne);
    expect(kinds).toEqual(['tellError']);
    expect(run([typed('x')], state).state.problem).toBeDefined();
    expect(run([{ type: 'retry' }, answer(4, '•1')], state).state.problem).toBeUndefined();
  });

  it('asks nothing for an empty field, without a cart, and while a code is being tried', () => {
    expect(run([typed('  '), applyAsked], withOne)).toMatchObject({
      kinds: ['focusField'],
      state: { problem: { code: 'empty' } },
    });
    expect(run([typed('x'), applyAsked])).toMatchObject({
      kinds: ['focusField'],
      state: { problem: { of: 'request' } },
    });
    expect(run([typed('x'), applyAsked, applyAsked], withOne).effects).toEqual([]);
  });

  it('counts what is said, so that the same words twice are two announcements', () => {
    const once = run([applyAsked], withOne).state;
    expect(run([applyAsked], once).state.turn).toBe(once.turn + 1);
  });

  it('lets the value go with the cart, and keeps the codes for the next', () => {
    const { state, effects } = run([{ type: 'cart', cart: undefined }], withOne);
    expect(effects).toEqual([{ type: 'abort' }, { type: 'value', token: null }]);
    expect(state).toMatchObject({ settled: undefined, pending: false });
    expect(run([cartChanged], state).effects).toMatchObject([{ codes: ['one'], settle: false }]);
  });

  it('forgets everything on reset, but shows the old quote until the new one is there', () => {
    const { state, effects } = run([typed('x'), { type: 'reset' }], withOne);
    expect(effects).toMatchObject([{ type: 'quote', codes: [] }]);
    expect(state).toMatchObject({ text: '', wanted: [], problem: undefined, settled: { token: 'token-2' } });
  });

  it('asks for restored codes as soon as there is a cart', () => {
    expect(run([restore, cartChanged]).effects).toMatchObject([{ codes: ['one'] }]);
  });

  it('never changes a state in place', () => {
    const frozen = structuredClone(withOne);
    for (const event of [typed('two'), applyAsked, { type: 'remove', code: 'one' }, { type: 'reset' }] as const) {
      transition(withOne, event);
    }
    expect(withOne).toEqual(frozen);
  });
});
