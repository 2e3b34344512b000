import { describe, expect, it } from 'vitest';
import { tolerant } from './tolerant.ts';

describe('tolerant', () => {
  it.each([
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    ['1', true],
    ['0', false],
    ['true', true],
    ['false', false],
  ])('reads the flag %j as %j', (value, flag) => {
    expect(tolerant.flag.parse(value)).toBe(flag);
  });

  it.each([null, undefined, '', 'yes', 2, -1, '01', [], {}])('takes %j for no flag', (value) => {
    expect(tolerant.flag.safeParse(value).success).toBe(false);
  });

  it.each([
    [7, 7],
    ['7', 7],
    ['-7', -7],
    [0, 0],
  ])('reads the integer %j as %i', (value, integer) => {
    expect(tolerant.integer.parse(value)).toBe(integer);
  });

  it.each([null, undefined, '', ' ', '7.0', 7.5, 2 ** 53, '9007199254740993', true, [], '0x10', '1e3'])(
    'takes %j for no integer, null above all',
    (value) => {
      expect(tolerant.integer.safeParse(value).success).toBe(false);
    },
  );

  it.each([
    [7.5, 7.5],
    ['7.50', 7.5],
    ['-3', -3],
  ])('reads the number %j as %f', (value, number) => {
    expect(tolerant.number.parse(value)).toBe(number);
  });

  it.each([null, undefined, '', '7,5', '1e3', Number.NaN, Number.POSITIVE_INFINITY, true])(
    'takes %j for no number',
    (value) => {
      expect(tolerant.number.safeParse(value).success).toBe(false);
    },
  );

  it('takes ids as texts and as numbers', () => {
    expect(tolerant.id.parse('62aXXXXX4f4')).toBe('62aXXXXX4f4');
    expect(tolerant.id.parse(79200000000)).toBe('79200000000');
    for (const value of [null, '', 1.5, {}, true]) expect(tolerant.id.safeParse(value).success).toBe(false);
  });
});
