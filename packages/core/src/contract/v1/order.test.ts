import { describe, expect, it } from 'vitest';
import { ORDER_STATES, order, orderId, reserveRequest } from './order.ts';
import { problem } from './problem.ts';

const cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 10_000 }] };
const quoted = {
  id: 'q-1',
  currency: 'RUB',
  lines: [{ id: 'tea', quantity: 1, unitPrice: 10_000, total: 10_000 }],
  goods: 10_000,
  delivery: 0,
  steps: [],
  codes: [],
  discountTotal: 0,
  tenderTotal: 10_000,
  total: 10_000,
  amountDue: 0,
  provisional: false,
  expiresAt: '2025-01-20T12:15:00.000Z',
};
const answered = {
  orderId: 'A-1001',
  state: 'committed',
  currency: 'RUB',
  quote: quoted,
  total: 10_000,
  amountDue: 0,
  gifts: [
    {
      code: '••••56GH',
      amount: 10_000,
      faceValue: 15_000,
      remainder: {
        amount: 5000,
        currency: 'RUB',
        status: 'issued',
        code: 'NEWCODE123',
        expiresAt: '2025-07-20T12:00:00Z',
      },
    },
  ],
  returned: [{ amount: 100, currency: 'RUB', status: 'owed' }],
  createdAt: '2025-01-20T12:00:00.000Z',
  updatedAt: '2025-01-20T12:00:01.000Z',
};
const told = {
  type: 'about:blank',
  title: 'The price has changed',
  status: 409,
  code: 'QUOTE_CHANGED',
  requestId: 'r-1',
};

describe('orderId', () => {
  it.each(['A-1001', '1', 'x'.repeat(128), 'shop.42_a~b'])('takes %j', (id) => {
    expect(orderId.safeParse(id).success).toBe(true);
  });

  it.each(['', '.', '..', '../x', '-1', 'a/b', 'a b', 'a%2fb', 'a?b', 'x'.repeat(129), 'заказ', 'a\n', 42, null])(
    'refuses %j',
    (id) => expect(orderId.safeParse(id).success).toBe(false),
  );
});

describe('reserveRequest', () => {
  it('takes a cart with the token of a quote, or with codes', () => {
    expect(reserveRequest.parse({ cart, token: 't' })).toEqual({ cart, token: 't' });
    expect(reserveRequest.parse({ cart, codes: ['ABCD'] })).toEqual({ cart, codes: ['ABCD'] });
    expect(reserveRequest.parse({ cart, codes: [] })).toEqual({ cart, codes: [] });
  });

  it.each([
    ['token and codes, which may contradict each other', { cart, token: 't', codes: ['ABCD'] }],
    ['neither token nor codes', { cart }],
    ['an empty token', { cart, token: '' }],
    ['a token of more than 16 KiB', { cart, token: 't'.repeat(16_385) }],
    ['no cart', { token: 't' }],
    ['a wish that it would have to ignore', { cart, token: 't', acceptWorse: true }],
    ['21 codes', { cart, codes: Array.from({ length: 21 }, () => 'ABCD') }],
    ['an empty code', { cart, codes: [''] }],
  ])('refuses %s', (_, value) => {
    expect(reserveRequest.safeParse(value).success).toBe(false);
  });
});

describe('order', () => {
  it('takes an order as the verbs answer it', () => {
    expect(order.parse(answered)).toEqual(answered);
    const asked = { ...answered, state: 'attention', attention: { question: 'Was it activated?' }, expiresAt: 'x' };
    expect(order.parse(asked)).toEqual(asked);
  });

  it('takes every state that there is, and one of tomorrow', () => {
    for (const state of [...ORDER_STATES, 'disputed']) expect(order.parse({ ...answered, state }).state).toBe(state);
  });

  it('drops what it does not know', () => {
    expect(order.parse({ ...answered, loyalty: { points: 5 } })).toEqual(answered);
  });

  it.each([
    ['no quote', { quote: undefined }],
    ['a fractional sum', { amountDue: 0.5 }],
    ['a gift without its worth', { gifts: [{ code: 'X', amount: 1 }] }],
    ['nothing about returned value', { returned: undefined }],
  ])('refuses %s', (_, wrong) => {
    expect(order.safeParse({ ...answered, ...wrong }).success).toBe(false);
  });
});

describe('problem', () => {
  it('takes a problem with all that may come along', () => {
    const full = { ...told, retryAfter: 5, detail: 'cart.lines.0', quote: quoted, token: 't', order: answered };
    expect(problem.parse(full)).toEqual(full);
    expect(problem.parse(told)).toEqual(told);
  });

  it('takes a code of tomorrow, and drops what it does not know', () => {
    expect(problem.parse({ ...told, code: 'GIFT_FROZEN', cause: 'secret' })).toEqual({ ...told, code: 'GIFT_FROZEN' });
  });

  it.each([
    ['no code', { code: undefined }],
    ['a code that is a number', { code: 409 }],
    ['no request id', { requestId: undefined }],
    ['a status in words', { status: 'Conflict' }],
  ])('refuses %s', (_, wrong) => {
    expect(problem.safeParse({ ...told, ...wrong }).success).toBe(false);
  });
});
