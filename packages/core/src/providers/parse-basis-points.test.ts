import { describe, expect, it } from 'vitest';
import { parseBasisPoints } from './parse-basis-points.ts';

describe('parseBasisPoints', () => {
  it.each([
    [10, 1000],
    [0, 0],
    [10.5, 1050],
    [19.99, 1999],
    [0.07, 7],
    ['10', 1000],
    ['10.50', 1050],
    [' 7.5 ', 750],
    [100, 10_000],
    [150, 15_000],
  ])('reads %j as %i', (value, basisPoints) => {
    expect(parseBasisPoints(value)).toBe(basisPoints);
  });

  it.each([
    [33.333, 3333],
    ['66.666666', 6666],
    [0.009, 0],
  ])('cuts off what is finer than a hundredth: %j is %i', (value, basisPoints) => {
    expect(parseBasisPoints(value)).toBe(basisPoints);
  });

  it.each([null, undefined, '', 'ten', '10%', '1e2', 1e-7, -1, '-1', Number.NaN, Number.POSITIVE_INFINITY, [10], true])(
    'refuses %j',
    (value) => {
      expect(() => parseBasisPoints(value)).toThrow(expect.objectContaining({ code: 'MONEY_INVALID' }));
    },
  );
});
