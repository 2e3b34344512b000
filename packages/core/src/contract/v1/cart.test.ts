import { describe, expect, it } from 'vitest';
import { cart, MAX_LINES } from './cart.ts';

const line = { id: 'tea', quantity: 2, unitPrice: 19_900, title: 'Tea' };
const good = { currency: 'RUB', lines: [line], delivery: { price: 30_000 } };
const accepts = (value: unknown) => cart.safeParse(value).success;

describe('cart', () => {
  it('takes a cart as the contract shows it', () => {
    expect(cart.parse(good)).toEqual(good);
    expect(accepts({ currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 0 }] })).toBe(true);
    expect(accepts({ ...good, delivery: { price: 0 } })).toBe(true);
  });

  it('drops what it does not know, so that an older server meets a newer page', () => {
    const newer = { ...good, gift: true, lines: [{ ...line, weight: 5 }], delivery: { price: 1, carrier: 'x' } };
    expect(cart.parse(newer)).toEqual({ ...good, delivery: { price: 1 } });
  });

  it(`takes ${MAX_LINES} lines and no more`, () => {
    expect(accepts({ ...good, lines: Array.from({ length: 500 }, (_, index) => ({ ...line, id: `${index}` })) })).toBe(
      true,
    );
    expect(accepts({ ...good, lines: Array.from({ length: 501 }, (_, index) => ({ ...line, id: `${index}` })) })).toBe(
      false,
    );
  });

  it.each([
    ['no lines', { ...good, lines: [] }],
    ['lines that are no array', { ...good, lines: { 0: line } }],
    ['a negative price', { ...good, lines: [{ ...line, unitPrice: -1 }] }],
    ['a fractional price', { ...good, lines: [{ ...line, unitPrice: 10.5 }] }],
    ['a price as a string', { ...good, lines: [{ ...line, unitPrice: '100' }] }],
    ['a price past the safe integers', { ...good, lines: [{ ...line, unitPrice: 2 ** 53 }] }],
    ['a quantity of none', { ...good, lines: [{ ...line, quantity: 0 }] }],
    ['a negative quantity', { ...good, lines: [{ ...line, quantity: -1 }] }],
    ['a fractional quantity', { ...good, lines: [{ ...line, quantity: 1.5 }] }],
    ['more than a million pieces', { ...good, lines: [{ ...line, quantity: 1_000_001 }] }],
    ['two lines of one id', { ...good, lines: [line, { ...line, quantity: 2 }] }],
    ['an empty line id', { ...good, lines: [{ ...line, id: '' }] }],
    ['a line id of 129 characters', { ...good, lines: [{ ...line, id: 'x'.repeat(129) }] }],
    ['a line id that is a number', { ...good, lines: [{ ...line, id: 7 }] }],
    ['a line without an id', { ...good, lines: [{ quantity: 1, unitPrice: 1 }] }],
    ['a title of 501 characters', { ...good, lines: [{ ...line, title: 'x'.repeat(501) }] }],
    ['a negative delivery', { ...good, delivery: { price: -1 } }],
    ['a fractional delivery', { ...good, delivery: { price: 0.5 } }],
    ['a delivery of null', { ...good, delivery: null }],
    ['no currency', { lines: [line] }],
    ['a currency in small letters', { ...good, currency: 'rub' }],
    ['a currency of four letters', { ...good, currency: 'RUBL' }],
    ['a currency of two letters', { ...good, currency: 'RU' }],
    ['a currency of Cyrillic letters', { ...good, currency: 'РУБ' }],
    ['a currency with a line break', { ...good, currency: 'RUB\n' }],
    ['null', null],
    ['an array', [good]],
  ])('refuses %s', (_, value) => {
    expect(accepts(value)).toBe(false);
  });
});
