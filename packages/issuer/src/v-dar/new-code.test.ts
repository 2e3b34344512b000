import { describe, expect, it } from 'vitest';
import { isCode, newCode } from './new-code.ts';

describe('newCode', () => {
  it('draws every letter and digit equally often', () => {
    const drawn = 5000;
    const count = new Map<string, number>();
    for (let i = 0; i < drawn; i += 1) {
      for (const letter of newCode()) count.set(letter, (count.get(letter) ?? 0) + 1);
    }
    expect([...count.keys()].toSorted().join('')).toBe('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');

    // Chi-squared with 35 degrees of freedom: one run in ten million exceeds 100 by chance. A byte % 36 would draw the
    // first four letters a seventh more often, and give about 150.
    const expected = (drawn * 20) / 36;
    const chi = [...count.values()].reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    expect(chi).toBeLessThan(100);
  });

  it('makes a different valid code each time', () => {
    const codes = Array.from({ length: 1000 }, newCode);
    expect(codes.every(isCode)).toBe(true);
    expect(new Set(codes).size).toBe(1000);
  });
});
